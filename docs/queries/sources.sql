-- Where customers come from, and what it brought: dossier report sources, its table 'channels'
WITH orders AS (
  SELECT id, COUNT(*) AS orders, SUM(value) AS value
  FROM touches
  WHERE kind = 'customer' AND event = 'order'
  GROUP BY id
)
SELECT
  COALESCE(customers.source_channel, 'not known') AS channel,
  COUNT(*) AS people,
  COUNT(orders.id) AS bought,
  CAST(FLOOR(100.0 * COUNT(orders.id) / COUNT(*) + 0.5) AS INTEGER) AS share,
  SUM(CASE WHEN customers.standing = 'customer' THEN 1 ELSE 0 END) AS customers,
  COALESCE(SUM(orders.orders), 0) AS orders,
  CAST(COALESCE(SUM(orders.value), 0) AS DECIMAL(28, 2)) AS value
FROM customers
LEFT JOIN orders ON orders.id = customers.id
GROUP BY COALESCE(customers.source_channel, 'not known')
ORDER BY value DESC, people DESC, channel
