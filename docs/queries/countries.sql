-- Orders by country: dossier report terms, its table 'orders'
SELECT
  customers.country AS country,
  COALESCE(customers.country_name, 'not known') AS name,
  COUNT(*) AS orders,
  CAST(COALESCE(SUM(touches.value), 0) AS DECIMAL(28, 2)) AS value
FROM customers
JOIN touches ON touches.id = customers.id
WHERE touches.kind = 'customer' AND touches.event = 'order'
GROUP BY customers.country, COALESCE(customers.country_name, 'not known')
ORDER BY value DESC, name
