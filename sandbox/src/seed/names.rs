/// First names, from several languages.
pub const FIRST: [&str; 40] = [
    "Emma", "Liam", "Olivia", "Noah", "Ava", "Lucas", "Mia", "Ethan", "Isla", "Mason", "Chloé", "René",
    "Zoë", "José", "Sofía", "Jürgen", "Søren", "Łukasz", "Žofie", "Anaïs", "Aiko", "Kenji", "Priya", "Arjun",
    "Fatima", "Omar", "Ngọc", "Minh", "Grace", "Henry", "Amelia", "Jack", "Harper", "Leo", "Ella", "Oscar",
    "Ruby", "Felix", "Nora", "Hugo",
];

/// Family names, from several languages.
pub const FAMILY: [&str; 40] = [
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Rodríguez",
    "Martínez",
    "O'Connor",
    "D'Angelo",
    "Müller",
    "Åkesson",
    "Kowalczyk",
    "Novák",
    "Dupré",
    "Nguyễn",
    "Trần",
    "Tanaka",
    "Suzuki",
    "Patel",
    "Sharma",
    "Khan",
    "Hassan",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Perez",
    "Thompson",
    "White",
    "Harris",
    "Clark",
    "Lewis-Walker",
    "van der Berg",
];

/// Chinese family names.
pub const FAMILY_CHINESE: [&str; 16] =
    ["陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭", "謝", "郭", "洪", "歐陽"];

/// Chinese given names.
pub const GIVEN_CHINESE: [&str; 20] = [
    "怡君", "志明", "淑芬", "家豪", "雅婷", "俊傑", "美玲", "建宏", "詩涵", "宗翰", "佳穎", "冠宇", "心怡",
    "承恩", "婉婷", "柏翰", "郁雯", "彥廷", "靜宜", "子軒",
];

/// Events for which contacts have a seat.
pub const EVENTS: [&str; 5] =
    ["Spring Gala", "年度客戶大會", "Product Day 2026", "Café Concert", "Open House"];
