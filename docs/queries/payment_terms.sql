-- Payment terms by country: dossier report terms, its table 'payment'
SELECT
  country,
  COALESCE(country_name, 'not known') AS name,
  terms_payment AS term,
  COUNT(*) AS companies
FROM companies
WHERE terms_payment <> ''
GROUP BY country, COALESCE(country_name, 'not known'), terms_payment
ORDER BY name, companies DESC, term
