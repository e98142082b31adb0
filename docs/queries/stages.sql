-- Who stands where: dossier report funnel, its table 'stages'
WITH names AS (
  SELECT 1 AS rank, 'interest' AS stage
  UNION ALL SELECT 2, 'consideration'
  UNION ALL SELECT 3, 'assimilation'
  UNION ALL SELECT 4, 'sincerity'
  UNION ALL SELECT 5, 'harmony'
  UNION ALL SELECT 6, 'not set'
)
SELECT
  names.stage AS stage,
  COUNT(customers.id) AS people,
  SUM(CASE WHEN customers.standing = 'customer' THEN 1 ELSE 0 END) AS customers,
  SUM(CASE WHEN customers.intent = 'interested' THEN 1 ELSE 0 END) AS interested,
  SUM(CASE WHEN customers.intent = 'hesitant' THEN 1 ELSE 0 END) AS hesitant,
  SUM(CASE WHEN customers.intent = 'not-soon' THEN 1 ELSE 0 END) AS not_soon,
  SUM(CASE WHEN customers.intent = 'never' THEN 1 ELSE 0 END) AS never,
  SUM(CASE WHEN customers.intent = 'quoted-silent' THEN 1 ELSE 0 END) AS quoted_silent,
  SUM(CASE WHEN customers.id IS NOT NULL AND customers.intent IS NULL THEN 1 ELSE 0 END)
    AS no_intent
FROM names
LEFT JOIN customers ON COALESCE(customers.stage, 'not set') = names.stage
GROUP BY names.rank, names.stage
HAVING names.rank <= 5 OR COUNT(customers.id) > 0
ORDER BY names.rank
