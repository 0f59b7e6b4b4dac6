"""What families in England write, a line of each: fictional, with joined letters, marks and turned order."""

SENTENCES = (
    "Dywedodd Siân a’i mam-gu fod Tŷ Ŵyn yn oer.",
    "Łukasz Wójcik powiedział: „zażółć gęślą jaźń” – o 16:40.",
    "Ọlámidé sọ pé òun fẹ́ràn ẹ̀gbọ́n òun gan-an.",
    "Ọ na-achọ ịla n’ụlọ; nne ya kwetara ị̀hụ́ ya.",
    "Nguyễn Thị Ánh nói: cháu muốn ở với bà ngoại.",
    "قالت الأم إن محمدًا (12 سنة) ينام جيدًا.",
    "اردو میں بات چیت ہوئی، بچہ اسکول جاتا ہے ۲۴ نومبر۔",
    "אבא אמר: Kai (בן 12) בא הביתה ב־16:40.",
    "মা বললেন ক্ষুদ্র শ্রেয়া বাংলা কথা কো শোনে।",
    "ਮਾਂ ਨੇ ਕਿਹਾ ਕਿ ਬੱਚਾ ਪੰਜਾਬੀ ਵਿੱਚ ਗੱਲ ਕਰਦਾ ਹੈ।",
    "தாய் கொண்டு வந்த புத்தகம் ஸ்ரீ லௌகிகம்.",
    "እናቱ አማርኛ ቋንቋ ትናገራለች።",
    "母亲说，孩子想回家。“好的！”",
    "Kai drew 👩‍👧 and 😀 ❤️ 🏳️‍🌈 👍🏽 🇬🇧.",
    "The grandmother (סבתא) said قالت نعم twice, and Kai nodded.",
    "A first line,\nand a second: ŵ ŷ ẁ â, Ő ş ğ, þ ð æ.",
    "So plain that nothing can go wrong: well-being, 5x3 -> office, “ffi”.",
)
