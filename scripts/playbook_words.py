"""The words of docs/playbook.md and of docs/zh/playbook.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """What the page says around the rules. `titles` are those of its tables with their heads;
    `missing`, `never`, `needs` and `either` stand in the table of rules."""

    head: str
    attempt: str
    computed: str
    moments: Mapping[str, str]
    titles: Mapping[str, tuple[str, ...]]
    missing: str
    never: str
    needs: str
    either: str


ENGLISH = Words(
    head="""# The playbook

<!-- Made by scripts/playbook_page.py; don't edit it by hand. -->

Advice is data, not code: a *rule* has conditions over a customer's dossier and a sentence for the
salesperson. `dossier show WHO` tells the few that matter for the next step: first what is never to
be done, then by weight, to which the next step adds (a call, a quote that is out, an order that
runs). `--lang zh` tells them in Chinese. Each says which rule of the method it comes from.

## Rules of your own

Write them into `dossiers/playbook.yaml` of your book; the file is part of its history like any
other. A rule has an id and what follows:

```yaml
gulf-fair:
  when: [tags=gulf, "company.next-exhibition<=+30d"]
  say:
    en: Bring dates and good coffee to {company.next-exhibition}.
    zh: 去{company.next-exhibition}时带上椰枣和好咖啡。
  moments: [at-visit]
  weight: 70

samples-by-own-courier:
  when: [stage=assimilation, {any: [country=br, country=in]}]
  needs: [company.address]
  say: Samples to {company.address} go by the courier who clears customs himself.
  ask: Samples there go by the courier who clears customs himself; ask for the address first.
  moments: when-sampling

driver-leave:          # a rule of the program, said in other words
  say: Take your coat before the coffee comes.

smoker: {off: true}    # a rule of the program that we don't want
```

- **when**: every condition must hold; in `any: [...]` one is enough. A condition is that of
  `dossier list --where`: `stage=harmony`, `stage>=sincerity`, `position.joined<-5y`, `tags=vip`,
  `reason~price`; nothing behind `=` means *not set*, behind `!=` *set*. Fields of the company and
  the country are `company.terms.quality` and `country.taste.price`. Quote what holds `: ` or ` #`.
  Without `when` a rule always holds.
- **say**: one or two sentences, in `en` and `zh`; a single text is for both. A field in braces is
  filled in, a list cut after three; where it is not set, the advice is not given.
- **ask** stands in for **say** while one of these fields, or of **needs**, is missing: it says what
  is missing and how to find out.
- **moments**: when it is wanted (below); **weight**: 100 comes before 1; **source**: the rule of
  the method, if it comes from there; **taboo: true**: never to be done, told before all else.
- What a rule of the program says can be changed key by key: whatever you don't write stays.
- Conditions on religion, diet and children hold only with `consent.sensitive`; to someone who asked
  not to be contacted only taboos apply.

`dossier check` names every slip with its place: an unknown field, key or moment, a condition or a
placeholder that can't be understood. Such a rule is left out; the others go on working, and `due`
never stops because of the playbook.

""",
    attempt="""
To see whom a condition means, ask `list`:

```
dossier list --where stage=harmony --where "log.order<-90d"
```
""",
    computed="""
`log.quote` is the day of the latest quote (of ours), and so for every event; `unanswered` what is
out and unanswered (`quote`, `sample`, `intro`); `failed` the day of a deal that failed, until they
ask, are quoted or order again; `contacts` those since the last order; `channel` the way to reach
them that is proposed; `referrals` how many customers they sent; `next-exhibition` and its like hold
the date and the text of an entry of `events`.
""",
    moments={
        "before-call": "the next step is a call, or they like to be called",
        "in-mail": "a mail is next, or an introduction is unanswered",
        "in-chat": "WhatsApp or WeChat is their way",
        "at-visit": "a visit, a fair, a meal",
        "when-quoting": "a quote is next or unanswered, or they bargain",
        "when-sampling": "a sample is next or unanswered, or under test",
        "when-ordering": "an order is being settled or made",
        "when-shipping": "an order is to be shipped",
        "between-orders": "they are customers, and nothing is running",
        "after-refusal": "a deal has failed",
    },
    titles={
        "keys": ("What a rule may say", "key", "what it is"),
        "moments": ("Moments", "moment", "when"),
        "computed": ("Fields that are computed", "kind", "fields"),
        "rules": ("The {count} rules of the program", "M", "id", "when", "what it says"),
    },
    missing="*missing:* {text}",
    never="**Never:**",
    needs="needs {field}",
    either=" or ",
)

CHINESE = Words(
    head="""# 行动手册

<!-- 由 scripts/playbook_page.py 生成，请勿手工修改。 -->

[English](../playbook.md)

建议是数据，不是代码：一条*规则*有针对客户档案的条件，和一句对业务员说的话。`dossier show WHO`只说
对下一步要紧的几条：先说绝不能做的，再按权重排，下一步会增加权重（打电话、报价在外、订单在做）。
`--lang zh` 用中文说。每条都写明出自方法的哪条规则。

## 自己的规则

写进档案库的 `dossiers/playbook.yaml`；这个文件和别的文件一样，有自己的历史。一条规则有编号和内
容：

```yaml
gulf-fair:
  when: [tags=gulf, "company.next-exhibition<=+30d"]
  say:
    en: Bring dates and good coffee to {company.next-exhibition}.
    zh: 去{company.next-exhibition}时带上椰枣和好咖啡。
  moments: [at-visit]
  weight: 70

samples-by-own-courier:
  when: [stage=assimilation, {any: [country=br, country=in]}]
  needs: [company.address]
  say: 寄到 {company.address} 的样品走自己清关的快递。
  ask: 那边的样品走自己清关的快递；先问清地址。
  moments: when-sampling

driver-leave:          # 程序自带的规则，换一种说法
  say: 咖啡上来之前就拿上外套。

smoker: {off: true}    # 程序自带、我们不要的规则
```

- **when**：每个条件都要成立；`any: [...]` 里有一个成立就够。条件的写法同 `dossier list --where`：
  `stage=harmony`、`stage>=sincerity`、`position.joined<-5y`、`tags=vip`、`reason~price`；`=` 后面
  什么都不写表示*没有填*，`!=` 后面什么都不写表示*填了*。公司和国家的字段写成
  `company.terms.quality`和 `country.taste.price`。含有 `: ` 或 ` #` 的要加引号。没有 `when` 的规
  则总是成立。
- **say**：一两句话，分 `en` 和 `zh`；只写一句就两种语言通用。花括号里的字段会填上内容，列表只取前
  三项；没有填的，就不给这条建议。
- **ask**：这些字段或 **needs** 里的字段缺一个时，代替 **say** 说出来：缺什么，怎样弄清楚。
- **moments**：什么时候用得上（见下）；**weight**：100 排在 1 前面；**source**：出自方法的哪条规
  则，如果有的话；**taboo: true**：绝不能做的，先于一切说出来。
- 程序自带的规则可以逐项改：没有写的保持不变。
- 以宗教、饮食、子女为条件的，只有在 `consent.sensitive` 有效时才成立；对要求不再联系的人，只适用
  禁忌。

`dossier check` 指出每处写错的地方：不认识的字段、内容或时刻，看不懂的条件或占位符。这样的规则不算
数，别的照常起作用，`due` 也绝不会因为行动手册而停下。

""",
    attempt="""
想看一个条件指的是谁，问 `list`：

```
dossier list --where stage=harmony --where "log.order<-90d"
```
""",
    computed="""
`log.quote` 是我们最近一次报价的日期，每种事件都是这样；`unanswered` 是发出去还没有回音的（
`quote`、`sample`、`intro`）；`failed` 是没有谈成的日期，直到对方再次询盘、得到报价或下单；
`contacts` 是上次订单以来的联系次数；`channel` 是建议的联系方式；`referrals` 是对方介绍来的客户
数；`next-exhibition` 这一类是 `events` 里一项的日期和文字。
""",
    moments={
        "before-call": "下一步是打电话，或者对方喜欢接电话",
        "in-mail": "接下来要写邮件，或者自我介绍还没有回音",
        "in-chat": "用 WhatsApp 或微信联系的",
        "at-visit": "拜访、展会、吃饭",
        "when-quoting": "接下来要报价、报价还没有回音，或者对方在还价",
        "when-sampling": "接下来要寄样品、样品还没有回音，或者正在测试",
        "when-ordering": "订单正在敲定或在做",
        "when-shipping": "订单即将发货",
        "between-orders": "是成交客户，眼下没有在进行的",
        "after-refusal": "有一单没有谈成",
    },
    titles={
        "keys": ("一条规则可以写什么", "名称", "是什么"),
        "moments": ("时刻", "时刻", "什么时候"),
        "computed": ("算出来的字段", "类别", "字段"),
        "rules": ("程序自带的 {count} 条规则", "M", "编号", "条件", "说什么"),
    },
    missing="*缺资料时：*{text}",
    never="**绝不：**",
    needs="需要 {field}",
    either=" 或 ",
)

PAGES = {"en": ENGLISH, "zh": CHINESE}
"""The words by the language that is spoken while a page is made."""
