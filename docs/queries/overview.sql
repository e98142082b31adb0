-- The book at a glance: dossier report overview
WITH people AS (
  SELECT
    COUNT(*) AS people,
    COUNT(DISTINCT company) AS companies,
    COUNT(DISTINCT country) AS countries,
    COALESCE(SUM(CASE WHEN standing = 'customer' THEN 1 ELSE 0 END), 0) AS customers,
    COALESCE(SUM(CASE WHEN standing = 'prospect' THEN 1 ELSE 0 END), 0) AS prospects,
    COALESCE(SUM(CASE WHEN standing = 'lapsed' THEN 1 ELSE 0 END), 0) AS lapsed
  FROM customers
),
year_of_orders AS (
  SELECT
    COUNT(*) AS orders,
    CAST(COALESCE(SUM(touches.value), 0) AS DECIMAL(28, 2)) AS value
  FROM touches
  CROSS JOIN book
  WHERE touches.kind = 'customer'
    AND touches.event = 'order'
    AND touches.date > book.day - INTERVAL '365' DAY
),
listed AS (
  SELECT
    COALESCE(SUM(CASE WHEN class <> 'soon' THEN 1 ELSE 0 END), 0) AS due,
    COALESCE(SUM(CASE WHEN overdue_days > 0 THEN 1 ELSE 0 END), 0) AS late
  FROM followups
)
SELECT
  people, companies, countries, customers, prospects, lapsed, orders, value, due, late
FROM people
CROSS JOIN year_of_orders
CROSS JOIN listed
