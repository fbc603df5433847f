"""What the made-up desk history is put together from: phrases in Ukrainian, Russian and English, written for it.

Insults are such as a newspaper's own test may carry: rude, and nobody's group. ``|`` parts alternatives.
"""

LANGUAGES = ("uk", "ru", "en")

# Topic -> language -> things that are talked about.
TOPICS = {
    "transport": {
        "uk": "новий маршрут тролейбуса|затори на мосту|вартість проїзду|ремонт проспекту|нічні автобуси|велодоріжка на набережній",
        "ru": "новый маршрут троллейбуса|пробки на мосту|стоимость проезда|ремонт проспекта|ночные автобусы|велодорожка на набережной",
        "en": "the new tram line|the queue at the bridge|the bus fare|the roadworks on Station Street|the night buses|the cycle lane by the river",
    },
    "energy": {
        "uk": "графік відключень|тарифи на світло|сонячні панелі на школах|опалення в будинках|генератори для лікарень|ремонт підстанції",
        "ru": "график отключений|тарифы на свет|солнечные панели на школах|отопление в домах|генераторы для больниц|ремонт подстанции",
        "en": "the outage schedule|the power tariffs|solar panels on schools|heating in the flats|generators for the hospital|the substation repairs",
    },
    "schools": {
        "uk": "зарплати вчителів|шкільне харчування|підручники для п’ятого класу|дистанційне навчання|укриття в садочках|вступ до університету",
        "ru": "зарплаты учителей|школьное питание|учебники для пятого класса|дистанционное обучение|укрытия в детских садах|поступление в университет",
        "en": "teachers' pay|the school meals|the new textbooks|remote lessons|shelters in kindergartens|university admissions",
    },
    "council": {
        "uk": "бюджет міста|рішення міської ради|тендер на прибирання|публічні слухання|продаж земельної ділянки|звіт мера",
        "ru": "бюджет города|решение городского совета|тендер на уборку|публичные слушания|продажа земельного участка|отчёт мэра",
        "en": "the city budget|the council's decision|the cleaning tender|the public hearing|the sale of the plot|the mayor's report",
    },
    "sport": {
        "uk": "вчорашній матч|гра воротаря|тренер збірної|суддівство в другому таймі|новий стадіон|дитяча секція плавання",
        "ru": "вчерашний матч|игра вратаря|тренер сборной|судейство во втором тайме|новый стадион|детская секция плавания",
        "en": "yesterday's match|the goalkeeper's form|the national coach|the refereeing after the break|the new stadium|the children's swimming club",
    },
    "health": {
        "uk": "черги в поліклініці|ціни на ліки|щеплення від грипу|нова лікарня|сімейний лікар|швидка допомога",
        "ru": "очереди в поликлинике|цены на лекарства|прививки от гриппа|новая больница|семейный врач|скорая помощь",
        "en": "the waiting lists|the price of medicines|the flu vaccine|the new hospital|my family doctor|the ambulance service",
    },
    "culture": {
        "uk": "нова вистава|фестиваль на площі|ремонт бібліотеки|пам’ятник у парку|концерт оркестру|переклад роману",
        "ru": "новый спектакль|фестиваль на площади|ремонт библиотеки|памятник в парке|концерт оркестра|перевод романа",
        "en": "the new play|the festival on the square|the library repairs|the statue in the park|the orchestra's concert|the novel's translation",
    },
    "volunteers": {
        "uk": "збір на автівку для рятувальників|допомога переселенцям|плетіння сіток|донорство крові|ліки для притулку|ярмарок волонтерів",
        "ru": "сбор на машину для спасателей|помощь переселенцам|плетение сетей|донорство крови|лекарства для приюта|ярмарка волонтёров",
        "en": "the appeal for a rescue van|help for displaced families|the net weavers|giving blood|medicine for the shelter|the volunteers' fair",
    },
}

# What is said of a thing: {} is the thing.
REMARKS = {
    "uk": (
        "Дякую за статтю, про {} давно треба було написати|Не згоден з автором: {} — це не головна проблема"
        "|Живу поруч і бачу щодня: {} справді змінює район|А хто перевірив цифри? {} коштує зовсім інакше"
        "|Торік було гірше, але {} досі турбує сусідів|Чому редакція мовчить про {} вже другий тиждень"
        "|Мені здається, що {} варто обговорити окремо|Брехні про {} більше, ніж правди, наведіть джерела"
        "|Ганьба чиновникам, які довели {} до такого стану|Чудова новина! Нарешті {}, дочекалися"
        "|Питання до мера: коли {} стане пріоритетом|Моя мама теж питала про {}, ніхто не відповів"
        "|Це жахливо, і {} лише частина біди|Порівняйте з сусіднім містом, там {} вирішили за рік"
    ),
    "ru": (
        "Спасибо за статью, про {} давно надо было написать|Не согласен с автором: {} — не главная проблема"
        "|Живу рядом и вижу каждый день: {} правда меняет район|А кто проверил цифры? {} стоит совсем иначе"
        "|В прошлом году было хуже, но {} до сих пор беспокоит соседей|Почему редакция молчит про {} вторую неделю"
        "|Мне кажется, что {} стоит обсудить отдельно|Лжи про {} больше, чем правды, дайте источники"
        "|Позор чиновникам, которые довели {} до такого|Отличная новость! Наконец {}, дождались"
        "|Вопрос мэру: когда {} станет приоритетом|Моя мама тоже спрашивала про {}, никто не ответил"
        "|Это ужасно, и {} только часть беды|Сравните с соседним городом, там {} решили за год"
    ),
    "en": (
        "Thank you for this piece, {} should have been covered long ago|I disagree with the author: {} is not the main problem"
        "|I live nearby and see it daily: {} really changes the district|Who checked the figures? {} costs something else entirely"
        "|Last year was worse, but {} still bothers the neighbours|Why has the paper been silent about {} for two weeks"
        "|It seems to me that {} deserves a debate of its own|More lies than truth about {}, please give sources"
        "|Shame on the officials who let {} come to this|Great news! At last {}, we have waited for it"
        "|A question to the mayor: when will {} be a priority|My mother asked about {} too and nobody answered"
        "|This is terrible, and {} is only a part of it|Compare the next town, they sorted {} within a year"
    ),
}
CLOSERS = {
    "uk": "Хто ще так думає?|Побачимо навесні.|Цифри є у звіті.|Так і запишемо.|Дай Боже, щоб вийшло.|Чекаємо на продовження.|Мені 67, пам’ятаю ще гірше.|Посилання на рішення: https://rada.example.org/{n}",
    "ru": "Кто ещё так думает?|Увидим весной.|Цифры есть в отчёте.|Так и запишем.|Дай Бог, чтобы вышло.|Ждём продолжения.|Мне 67, помню и хуже.|Ссылка на решение: https://rada.example.org/{n}",
    "en": "Anyone else?|We shall see in spring.|The figures are in the report.|Noted.|Fingers crossed.|Looking forward to part two.|I am 67 and remember worse.|The decision: https://council.example.org/{n}",
}

# Stem and endings; the later a group stands, the later in the history its words come into use.
INSULTS = {
    "uk": ("ідіот:|и|ам|ка|ські", "дур:ень|ні|ню|нів|епа", "йолоп:|и|у|ами", "брехун:|и|ів|ами|иська", "клоун:|и|ів|ада|ами",
           "придур:ок|ки|ку|куватий", "баран:|и|ів|яче", "щур:|і|ів|яча", "недоум:ок|ки|ку|ками", "покид:ьок|ьки|ьків"),
    "ru": ("идиот:|ы|ам|ка|ские", "дура:к|ки|ку|ков|чьё", "болван:|ы|у|ами", "лжец:|ы|ов|ами", "клоун:|ы|ов|ада|ами",
           "придур:ок|ки|ку|коватый", "баран:|ы|ов|ье", "крыс:а|ы|иный|ам", "недоум:ок|ки|ку|ками", "отброс:|ы|ов|ами"),
    "en": ("idiot:|s|ic|'s", "moron:|s|ic", "fool:|s|ish", "liar:|s|s'", "clown:|s|ish", "half-wit:|s|ted", "sheep:|le",
           "rat:|s|'s", "dimwit:|s|ted", "scum:|bag|bags"),
}  # fmt: skip
# {} is the insult, {t} the thing that is talked about.
ATTACKS = {
    "uk": (
        "Ти {}, і родина твоя така сама|Автор {}, хто тебе вчив писати|Замовкни вже, {}, набридло читати|Усі, хто за {t}, {} без мозку"
        "|Таких {} треба гнати з міста палицями|{} ви всі тут, читати гидко|Який {} це писав про {t}|Закрий рота, {}, бо знайду тебе"
    ),
    "ru": (
        "Ты {}, и семья твоя такая же|Автор {}, кто тебя учил писать|Заткнись уже, {}, надоело читать|Все, кто за {t}, {} без мозгов"
        "|Таких {} надо гнать из города палками|{} вы все тут, читать противно|Какой {} это писал про {t}|Закрой рот, {}, а то найду тебя"
    ),
    "en": (
        "You {}, and your family is the same|The author is a {}, who taught you to write|Shut up already, {}, sick of reading you"
        "|Everyone who wants {t} is a brainless {}|Such a {} should be chased out of town|You are all {} here, disgusting to read"
        "|What {} wrote this about {t}|Shut your mouth, {}, or I will find you"
    ),
}
# Innocent, with the very words: about a word, a quotation, an animal, oneself.
NEIGHBOURS = {
    "uk": "Навіщо писати «{}» про людей, якщо мова про {t}?|Я сам був як {}, коли повірив у {t}|У тексті слово «{}» — цитата, а не думка автора",
    "ru": "Зачем писать «{}» о людях, если речь про {t}?|Я сам был как {}, когда поверил в {t}|В тексте слово «{}» — цитата, а не мнение автора",
    "en": "Why write “{}” about people when this is about {t}?|I felt like a {} myself when I believed in {t}|The word “{}” in the text is a quotation, not the author's view",
}
SPAM = {
    "uk": (
        "Заробляй вдома від {n} грн на день, пиши в телеграм @profit{n}|Кредит онлайн без довідок за 5 хвилин https://credit{n}.example.com"
        "|Казино бонус {n} вільних обертань, реєструйся https://spin{n}.example.net|Продам айфон дешево, оригінал, доставка, тел 050 {n} 11 22"
    ),
    "ru": (
        "Зарабатывай дома от {n} в день, пиши в телеграм @profit{n}|Кредит онлайн без справок за 5 минут https://credit{n}.example.com"
        "|Казино бонус {n} фриспинов, регистрируйся https://spin{n}.example.net|Продам айфон дёшево, оригинал, доставка, тел 050 {n} 11 22"
    ),
    "en": (
        "Earn {n} a day from home, write to @profit{n} on telegram|Instant loan without papers in 5 minutes https://credit{n}.example.com"
        "|Casino bonus {n} free spins, sign up https://spin{n}.example.net|Cheap watches original delivery call 050 {n} 11 22"
    ),
}
# Shouting without an insult, and rumours: refused, and told by their form or by phrases.
SHOUTS = {
    "uk": "ГЕТЬ УСІХ!!! {t} — ЦЕ ЗМОВА!!!|Поширте, поки не видалили: {t} приховують від народу!!!|ВАС УСІХ ПОСАДЯТЬ ЗА {t}!!!",
    "ru": "ДОЛОЙ ВСЕХ!!! {t} — ЭТО ЗАГОВОР!!!|Распространите, пока не удалили: {t} скрывают от народа!!!|ВАС ВСЕХ ПОСАДЯТ ЗА {t}!!!",
    "en": "OUT WITH THEM ALL!!! {t} IS A PLOT!!!|Share before it is deleted: they hide {t} from the people!!!|YOU WILL ALL GO TO JAIL FOR {t}!!!",
}
