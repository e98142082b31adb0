// Writes tests/book/independent_holidays.json: public holidays and first days of feasts by the npm
// package date-holidays, which shares nothing with the Python library `holidays`. Tests compare.
//
// To make it again (Node and npm are needed only for this):
//
//   npm install --prefix /tmp/independent date-holidays@3
//   NODE_PATH=/tmp/independent/node_modules node scripts/independent_holidays.mjs

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const Holidays = createRequire(import.meta.url)("date-holidays");
const YEARS = [2026, 2027, 2028];
const COUNTRIES = ["DE", "FR", "IL", "JP", "MX", "PL", "US"];
const FEASTS = [ // occasion, country, what the package calls it there
  ["easter", "PL", "Easter Sunday"],
  ["eid-al-adha", "AE", "Feast of the Sacrifice (Eid al-Adha)"],
  ["eid-al-fitr", "AE", "End of Ramadan (Eid al-Fitr)"],
  ["hanukkah", "IL", "Hanukkah"],
  ["lunar-new-year", "HK", "Lunar New Year’s Day"],
  ["lunar-new-year", "KR", "Korean New Year"],
  ["lunar-new-year", "VN", "Vietnamese New Year"],
  ["mid-autumn", "CN", "Mid-Autumn Festival"],
  ["orthodox-christmas", "RU", "Christmas Day"],
  ["orthodox-easter", "GR", "Easter Sunday"],
  ["passover", "IL", "Passover (Pesach)"],
  ["ramadan", "AE", "First day of Ramadan"],
  ["rosh-hashanah", "IL", "Rosh Hashanah (Yom Teruah)"],
  ["songkran", "TH", "Songkran Festival"],
  ["thanksgiving", "US", "Thanksgiving Day"],
  ["vesak", "KR", "Buddha's Birthday"],
];

const days = (country, year) => new Holidays(country, { languages: ["en"] }).getHolidays(year);
const isOff = (day) => day.type === "public" || (day.type === "bank" && day.substitute);

const found = { public: {}, feasts: {} };
for (const year of YEARS) {
  for (const country of COUNTRIES) {
    const off = days(country, year).filter(isOff).map((day) => [day.date.slice(0, 10), day.name]);
    found.public[`${country} ${year}`] = Object.fromEntries(off);
  }
  for (const [occasion, country, name] of FEASTS) {
    const first = days(country, year).find((day) => day.name === name);
    if (!first) throw new Error(`${country} ${year}: no ${name}`);
    found.feasts[`${occasion} ${country} ${year}`] = first.date.slice(0, 10);
  }
}
const target = new URL("../tests/book/independent_holidays.json", import.meta.url);
writeFileSync(target, JSON.stringify(found, null, 1) + "\n");
