-- What is due and late today, by owner: dossier report discipline, its table 'now'
WITH late AS (
  SELECT
    owner,
    id,
    overdue_days,
    ROW_NUMBER() OVER (PARTITION BY owner ORDER BY overdue_days DESC, id DESC) AS number
  FROM followups
  WHERE overdue_days > 0
),
lateness AS (
  SELECT
    COALESCE(owner, '') AS owner,
    COUNT(*) AS late,
    CAST(FLOOR(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY overdue_days)) AS INTEGER)
      AS median_late,
    MAX(overdue_days) AS longest,
    MAX(CASE WHEN number = 1 THEN id END) AS longest_id
  FROM late
  GROUP BY COALESCE(owner, '')
),
listed AS (
  SELECT COALESCE(owner, '') AS owner, COUNT(*) AS due
  FROM followups
  WHERE class <> 'soon'
  GROUP BY COALESCE(owner, '')
),
people AS (
  SELECT owner, COUNT(*) AS people FROM customers GROUP BY owner
)
SELECT
  people.owner AS owner,
  people.people AS people,
  COALESCE(listed.due, 0) AS due,
  COALESCE(lateness.late, 0) AS late,
  lateness.median_late AS median_late,
  lateness.longest AS longest,
  lateness.longest_id AS longest_id
FROM people
LEFT JOIN listed ON listed.owner = COALESCE(people.owner, '')
LEFT JOIN lateness ON lateness.owner = COALESCE(people.owner, '')
ORDER BY people.owner NULLS LAST
