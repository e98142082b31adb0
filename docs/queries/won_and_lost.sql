-- Prospects won and customers lost in twelve months, and stages moved, by owner:
-- dossier report conversions, its table 'owners'
WITH span AS (
  SELECT CAST(DATE_TRUNC('month', day) - INTERVAL '11' MONTH AS DATE) AS first_day, day, has_history
  FROM book
),
orders AS (
  SELECT
    owner,
    id,
    date,
    customer_until,
    ROW_NUMBER() OVER (PARTITION BY id ORDER BY date) AS number,
    LEAD(date) OVER (PARTITION BY id ORDER BY date) AS following
  FROM touches
  WHERE kind = 'customer' AND event = 'order'
),
stages AS (
  SELECT 'interest' AS stage, 1 AS rank
  UNION ALL SELECT 'consideration', 2
  UNION ALL SELECT 'assimilation', 3
  UNION ALL SELECT 'sincerity', 4
  UNION ALL SELECT 'harmony', 5
),
turns AS (
  SELECT owner, 'first_order' AS turn, date FROM orders WHERE number = 1
  UNION ALL
  SELECT owner, 'returned', following FROM orders WHERE following > customer_until
  UNION ALL
  SELECT owner, 'lapsed', CAST(customer_until + INTERVAL '1' DAY AS DATE)
  FROM orders
  CROSS JOIN span
  WHERE customer_until < span.day AND (following IS NULL OR following > customer_until)
  UNION ALL
  SELECT owner, 'lost', date FROM touches WHERE kind = 'customer' AND event = 'lost'
  UNION ALL
  SELECT
    facts.owner,
    CASE WHEN COALESCE(new_one.rank, 0) > COALESCE(old_one.rank, 0) THEN 'forward' ELSE 'back' END,
    facts.day
  FROM facts
  LEFT JOIN stages AS old_one ON old_one.stage = facts.old
  LEFT JOIN stages AS new_one ON new_one.stage = facts.new
  WHERE facts.kind = 'customer' AND facts.field = 'stage' AND NOT facts.is_birth
)
SELECT
  turns.owner AS owner,
  SUM(CASE WHEN turn = 'first_order' THEN 1 ELSE 0 END) AS first_order,
  SUM(CASE WHEN turn = 'returned' THEN 1 ELSE 0 END) AS returned,
  SUM(CASE WHEN turn = 'lapsed' THEN 1 ELSE 0 END) AS lapsed,
  SUM(CASE WHEN turn = 'lost' THEN 1 ELSE 0 END) AS lost,
  CASE WHEN span.has_history THEN SUM(CASE WHEN turn = 'forward' THEN 1 ELSE 0 END) END AS forward,
  CASE WHEN span.has_history THEN SUM(CASE WHEN turn = 'back' THEN 1 ELSE 0 END) END AS back
FROM turns
CROSS JOIN span
WHERE turns.date >= span.first_day AND turns.date <= span.day
GROUP BY turns.owner, span.has_history
ORDER BY turns.owner NULLS LAST
