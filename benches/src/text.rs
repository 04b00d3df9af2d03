//! The text of a made-up contract: each page with clauses, a table and a signature block of its own. The same on every
//! machine, because its chances come from the number of the page.

/// The language of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// As it stands in the names of files.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// A keyword that stands once on every page, in its signature block.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::En => "Party A (seal)",
            Self::Zh => "甲方（盖章）",
        }
    }

    /// Ten keywords as they are asked for together: on every page, on some, on none.
    pub fn ten_keywords(self) -> [&'static str; 10] {
        match self {
            Self::En => [
                "Party A (seal)",
                "Party B (seal)",
                "Date of signature",
                "liquidated damages",
                "force majeure",
                "arbitration",
                "acceptance report",
                "confidential",
                "Party C (seal)",
                "nowhere to be seen",
            ],
            Self::Zh => [
                "甲方（盖章）",
                "乙方（盖章）",
                "签订日期",
                "违约金",
                "不可抗力",
                "仲裁",
                "验收报告",
                "商业秘密",
                "丙方（盖章）",
                "此处无此句",
            ],
        }
    }

    /// A keyword that stands nowhere, of characters that the fonts of a made contract can show: every page must be read.
    pub fn absent_phrase(self) -> &'static str {
        match self {
            Self::En => "Party A (sea of)",
            Self::Zh => "乙方（章盖）",
        }
    }

    /// A keyword that stands nowhere, of characters that no page shows.
    pub fn absent_characters(self) -> &'static str {
        match self {
            Self::En => "Quarz Zylinder @",
            Self::Zh => "鱻龘",
        }
    }
}

/// What a page says.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Its clauses, a paragraph each.
    pub clauses: Vec<String>,
    /// A table; the first row is its head.
    pub table: Vec<[String; 4]>,
    /// The rows of the signature block: Party A on the left, Party B on the right.
    pub signatures: Vec<[String; 2]>,
}

/// The page of this number, from 1.
pub fn page(language: Language, number: u32) -> Page {
    match language {
        Language::En => english(&mut Chance::new(number), number),
        Language::Zh => chinese(&mut Chance::new(number), number),
    }
}

/// Numbers that look like chance and are the same everywhere (SplitMix64).
struct Chance(u64);

impl Chance {
    fn new(seed: u32) -> Self {
        Self(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn amount(&mut self) -> String {
        format!("{},{:03},{:03}.{:02}", self.below(89) + 1, self.below(1000), self.below(1000), self.below(100))
    }

    fn date(&mut self) -> (usize, usize, usize) {
        (self.below(9) + 2019, self.below(12) + 1, self.below(28) + 1)
    }

    /// A template with its blanks filled: `#` a number, `$` an amount, `@` a name.
    fn filled(&mut self, template: &str, name: impl Fn(&mut Self) -> String) -> String {
        let mut text = String::new();
        for c in template.chars() {
            match c {
                '#' => text.push_str(&(self.below(88) + 2).to_string()),
                '$' => text.push_str(&self.amount()),
                '@' => text.push_str(&name(self)),
                c => text.push(c),
            }
        }
        text
    }
}

const ENGLISH: [&str; 24] = [
    "Party A shall pay USD $ within # days after the acceptance report has been signed by @.",
    "If delivery is delayed for more than # days, Party B shall pay liquidated damages of USD $.",
    "The goods listed in Annex # shall be delivered to the warehouse of @ at the expense of Party B.",
    "Neither party is liable for force majeure, provided that the other party is told within # hours.",
    "All documents exchanged under article # are confidential and remain so for # years.",
    "Disputes are submitted to arbitration by three arbitrators, one of whom is appointed by @.",
    "The warranty covers # months from the date on which @ put the equipment into operation.",
    "Party B may not assign its rights to @ without the written consent of Party A.",
    "The price of USD $ includes packing, transport, insurance and training of # operators.",
    "Invoices are to be addressed to @ and quote purchase order #-#-#.",
    "Each party bears its own taxes; withholding tax of # per cent is deducted by Party A.",
    "Amendments are valid only in writing and when signed by both parties and by @.",
    "If a provision of article # is void, the validity of the remaining provisions is not affected.",
    "The supervisor, @, inspects the works every # days and keeps a record of each visit.",
    "Party A keeps a retention of # per cent, USD $, until the end of the defects period.",
    "Spare parts for # years of operation are kept in stock by @ at the agreed prices.",
    "Software delivered with the equipment is licensed for # users at the premises of @.",
    "Notices sent by e-mail are deemed received on the next working day in the place of @.",
    "Party B insures the works against fire, theft and water for no less than USD $.",
    "Either party may terminate this contract when the other is in default for # days.",
    "Quality is judged by standard # of the industry; samples are kept for # months.",
    "The parties appoint @ as escrow agent, who holds USD $ until completion.",
    "Personnel sent by @ observes the rules of the site and works # hours a day at most.",
    "This contract is made in # copies of equal force, # of which are kept by each party.",
];

const FIRST: [&str; 32] = [
    "Northgate",
    "Bluewater",
    "Harrow",
    "Silverline",
    "Quantum",
    "Maple",
    "Ironbridge",
    "Zephyr",
    "Juniper",
    "Kestrel",
    "Vantage",
    "Oxford",
    "Wyndham",
    "Granite",
    "Fjord",
    "Copper",
    "Lakeside",
    "Xavier",
    "Yarrow",
    "Eastwick",
    "Dunmore",
    "Umber",
    "Tidewater",
    "Redwood",
    "Pemberton",
    "Nightingale",
    "Larkspur",
    "Hawthorne",
    "Ellington",
    "Caspian",
    "Brixton",
    "Ashford",
];
const SECOND: [&str; 12] = [
    "Trading",
    "Machinery",
    "Logistics",
    "Chemicals",
    "Textiles",
    "Electronics",
    "Shipping",
    "Foods",
    "Optics",
    "Packaging",
    "Instruments",
    "Metals",
];
const THIRD: [&str; 6] = ["Ltd.", "Inc.", "GmbH", "LLC", "PLC", "Co., Ltd."];

fn english(chance: &mut Chance, number: u32) -> Page {
    let name = |c: &mut Chance| format!("{} {} {}", c.one_of(&FIRST), c.one_of(&SECOND), c.one_of(&THIRD));
    let (party_a, party_b) = (name(chance), name(chance));
    let (year, month, day) = chance.date();
    let mut clauses = vec![format!("Between {party_a} (Party A) and {party_b} (Party B), the following is agreed:")];
    for article in 1..=9 {
        let (one, other) = (chance.one_of(&ENGLISH), chance.one_of(&ENGLISH));
        clauses.push(format!("{number}.{article} {} {}", chance.filled(one, name), chance.filled(other, name)));
    }
    let mut table = vec![["Item".to_owned(), "Supplier".to_owned(), "Quantity".to_owned(), "Amount (USD)".to_owned()]];
    for item in 1..=4 {
        table.push([format!("{number}-{item}"), name(chance), (chance.below(900) + 1).to_string(), chance.amount()]);
    }
    let sides = |left: &str, right: &str| [left.to_owned(), right.to_owned()];
    Page {
        title: format!("Contract of Sale No. {year}-{number:04}-{:05}", chance.below(100_000)),
        clauses,
        table,
        signatures: vec![
            [party_a, party_b],
            sides("Party A (seal): ______________", "Party B (seal): ______________"),
            sides("Represented by: ______________", "Represented by: ______________"),
            [
                format!("Date of signature: {year}-{month:02}-{day:02}"),
                format!("Date of signature: {year}-{month:02}-{day:02}"),
            ],
        ],
    }
}

const CHINESE: [&str; 26] = [
    "甲方应于验收报告签署之日起#日内，将合同价款人民币$元汇入@开立的银行账户。",
    "乙方逾期交货超过#日的，每逾期一日应按未交货部分金额的千分之#支付违约金。",
    "本合同附件#所列货物由乙方负责包装、运输并投保，送达@指定的仓库。",
    "因地震、台风、洪水、战争等不可抗力致使合同无法履行的，受影响一方应在#小时内书面通知对方。",
    "双方对履行本合同过程中获知的商业秘密、技术资料及客户名单承担保密义务，期限为#年。",
    "因本合同引起的争议，双方应友好协商；协商不成的，提交仲裁委员会仲裁，裁决为终局。",
    "设备质量保证期为#个月，自@调试完毕并投入运行之日起计算。",
    "未经甲方书面同意，乙方不得将本合同项下的权利义务全部或者部分转让给@。",
    "合同总价$元，包括设备费、安装费、培训费以及#名操作人员的差旅费用。",
    "乙方开具的增值税专用发票应载明订单编号#－#，并寄送至@财务部门。",
    "监理单位@每#日巡视现场一次，检查隐蔽工程，并形成书面记录存档。",
    "甲方有权扣留结算价款的百分之#作为质量保修金，计人民币$元，缺陷责任期满后无息退还。",
    "备品备件由@按照约定价格储备，保证设备#年内的正常维护需要。",
    "随设备提供的软件许可@使用，授权用户数量不超过#个，禁止复制、反编译或者出租。",
    "任何一方通讯地址、联系电话或者电子邮箱变更的，应提前#日告知对方，否则自行承担后果。",
    "一方迟延履行主要债务，经催告后在#日内仍未履行的，对方可以解除合同并要求赔偿损失。",
    "产品质量应符合国家标准第#号及行业规范，封存样品由双方共同保管#个月。",
    "双方同意委托@作为资金监管机构，监管金额为$元，直至项目竣工决算。",
    "施工人员应遵守厂区安全生产规章制度，佩戴劳动防护用品，每日工作不得超过#小时。",
    "本合同一式#份，双方各执#份，具有同等法律效力，自签字盖章之日起生效。",
    "知识产权归@所有，乙方保证其交付成果不侵犯任何第三人的专利权、商标权与著作权。",
    "房屋租赁期间，水电、燃气、物业管理及网络费用由承租人@按月缴纳，押金$元。",
    "员工在试用期内被证明不符合录用条件的，用人单位可以依法解除劳动关系，并支付当月工资$元。",
    "贷款年利率为百分之#，借款人@应按季结息，并以其名下不动产提供抵押担保。",
    "勘察、设计文件深度应满足编制概算及施工招标的要求，修改次数以#次为限。",
    "若部分条款被认定无效，不影响其余条款的效力，双方应以最接近原意的约定予以替换。",
];
const CITIES: &str =
    "北京上海广州深圳杭州苏州南京武汉成都重庆西安青岛大连厦门宁波长沙郑州济南合肥福州昆明贵阳南宁兰州沈阳哈尔滨";
const NAMES: &str = "华鼎盛祥瑞恒泰隆昌兴旺嘉禾锦绣鸿运腾飞凯旋博雅精诚远航朝晖星辰蓝海翠竹梧桐银杏紫荆玉兰珊瑚琥珀麒麟凤凰骏马雄狮\
晨曦暮霞春雷秋硕冬雪夏荷松柏梅岭溪涧峰峦湖畔江淮渤澜沧浪潮汐涛洋滨港埠桥梁楼阁亭台轩榭宸宇寰球环亚欧联邦聚宝钻石金钢铁铜铝锌镍钛硅碳氢氧氮";
const TRADES: [&str; 16] = [
    "贸易",
    "机械制造",
    "物流",
    "化工",
    "纺织",
    "电子科技",
    "航运",
    "食品",
    "光学仪器",
    "包装印刷",
    "建筑工程",
    "生物医药",
    "新能源",
    "信息技术",
    "农业发展",
    "文化传媒",
];

fn chinese(chance: &mut Chance, number: u32) -> Page {
    let cities: Vec<char> = CITIES.chars().collect();
    let names: Vec<char> = NAMES.chars().collect();
    let name = |c: &mut Chance| {
        let city = c.below(cities.len() / 2) * 2;
        let (one, other) = (c.one_of(&names), c.one_of(&names));
        format!("{}{}{one}{other}{}有限公司", cities[city], cities[city + 1], c.one_of(&TRADES))
    };
    let (party_a, party_b) = (name(chance), name(chance));
    let (year, month, day) = chance.date();
    let mut clauses = vec![format!("甲方：{party_a}；乙方：{party_b}。双方经平等协商，达成如下协议，以资共同遵守。")];
    for article in 1..=9 {
        let (one, other) = (chance.one_of(&CHINESE), chance.one_of(&CHINESE));
        clauses.push(format!("第{number}.{article}条　{}{}", chance.filled(one, name), chance.filled(other, name)));
    }
    let mut table = vec![["序号".to_owned(), "供应单位".to_owned(), "数量".to_owned(), "金额（元）".to_owned()]];
    for item in 1..=4 {
        table.push([format!("{number}－{item}"), name(chance), (chance.below(900) + 1).to_string(), chance.amount()]);
    }
    let sides = |left: &str, right: &str| [left.to_owned(), right.to_owned()];
    Page {
        title: format!("买卖合同　编号：{year}－{number:04}－{:05}", chance.below(100_000)),
        clauses,
        table,
        signatures: vec![
            [party_a, party_b],
            sides("甲方（盖章）：______________", "乙方（盖章）：______________"),
            sides("法定代表人：______________", "法定代表人：______________"),
            [format!("签订日期：{year}年{month}月{day}日"), format!("签订日期：{year}年{month}月{day}日")],
        ],
    }
}
