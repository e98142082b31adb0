-- Lapsed customers by what they ordered: dossier report dormant, its table 'lapsed'
SELECT
  customers.id AS id,
  customers.name AS name,
  customers.owner AS owner,
  MAX(touches.date) AS last_order,
  COUNT(*) AS orders,
  CAST(COALESCE(SUM(touches.value), 0) AS DECIMAL(28, 2)) AS value,
  customers.reason AS reason
FROM customers
JOIN touches ON touches.id = customers.id
WHERE customers.standing = 'lapsed'
  AND NOT COALESCE(customers.consent_do_not_contact, FALSE)
  AND touches.kind = 'customer'
  AND touches.event = 'order'
GROUP BY customers.id, customers.name, customers.owner, customers.reason
ORDER BY value DESC, last_order, id
