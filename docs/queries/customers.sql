-- Orders by customer, the most valuable first: as in dossier report referrals, for everybody
SELECT
  customers.id AS id,
  customers.name AS name,
  customers.owner AS owner,
  COUNT(touches.id) AS orders,
  CAST(COALESCE(SUM(touches.value), 0) AS DECIMAL(28, 2)) AS value
FROM customers
LEFT JOIN touches
  ON touches.id = customers.id AND touches.kind = 'customer' AND touches.event = 'order'
GROUP BY customers.id, customers.name, customers.owner
ORDER BY value DESC, id
