import type { Language } from '../names.ts'

/** Dialogues in the other languages of the house; notation as in english.ts. Arabic and Hebrew run right to left. */
export const OTHER_DIALOGUES: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  de: [
    `A Guten Morgen {B}, ist das Angebot an {customer} schon raus?
B Noch nicht, mir fehlt die Freigabe für {money}.
A Die hast du hiermit. Bitte heute noch schicken.
B Erledigt, Kopie liegt hier: [file]
A Danke dir!`,
    `A Wer hat am {day} Rufbereitschaft?
B Eigentlich ich, aber ich müsste tauschen
C Ich kann übernehmen, dafür bräuchte ich den Brückentag
B Abgemacht 🤝`,
    `A Die Prüfung hat {n} Abweichungen gefunden, alle in {city}
B Oje. Größere Sachen?
A Zwei fehlende Unterschriften, der Rest sind Tippfehler.
B Dann kümmere ich mich bis {day} darum, {ticket} ist angelegt.
A Super, danke für die schnelle Rückmeldung`,
    `A Mahlzeit! Heute gibt es {dish}
B Schon wieder?
C Ich komme trotzdem 😄`,
    `A {@B} hast du die Präsentation für {customer} noch einmal angefasst? Folie {n} sieht anders aus.
B Ja, das Diagramm war falsch beschriftet
A Ach so, dann passt es. Bitte das nächste Mal kurz Bescheid geben.
B Mache ich, sorry`,
    `A Server läuft wieder. Ursache war ein voller Datenträger.
B Können wir da eine Warnung einbauen?
A Ist seit eben aktiv, ab 85 %
B Spitze 👏`,
    `A Kurze Frage zum Urlaubsantrag: brauche ich noch die Unterschrift von {C}?
B Nein, das läuft seit {day} alles im Portal
A Perfekt, danke!`,
    `A Foto vom neuen Aufbau in Halle 2 [image]
B Sieht ordentlich aus. Fehlt nur die Beschilderung.
A Kommt am {day}`,
  ],
  ar: [
    `A صباح الخير {B}، هل وصل تقرير {project}؟
B نعم، وصل قبل قليل. سأرسله إليك الآن [file]
A شكرًا جزيلًا 🌹
B على الرحب والسعة`,
    `A هل يمكننا تأجيل الاجتماع إلى يوم {day} الساعة {time}؟
B لا مشكلة، سأخبر الفريق في {city}
A ممتاز، بارك الله فيك`,
    `A العميل {customer} وافق على السعر {money} 🎉
B خبر رائع! مبروك للجميع
C ألف مبروك 👏`,
  ],
  he: [
    `A בוקר טוב {B}, ראית את ההודעה של {customer}?
B כן, הם מבקשים לדחות ליום {day}
A בסדר מבחינתי. תעדכן את היומן?
B עודכן ✅`,
    `A הקובץ המעודכן של {project}: [file]
B תודה! נשארו רק {n} הערות פתוחות
A אעבור עליהן עד {time}`,
    `A מי מצטרף לצהריים? 🥙
B אני בפנים
C גם אני, עוד חמש דקות`,
  ],
  zh: [
    `A 早上好，{project} 的测试结果出来了吗？
B 出来了，共 {n} 个用例，全部通过 ✅
A 太好了，请把报告发到群里
B [file]
A 收到，谢谢`,
    `A {customer} 希望把交货时间改到 {day}
B 可以，不过运费要加 {money}
A 明白，我跟他们确认一下`,
    `A 服务器 {city} 节点有点慢
B 我看一下日志
B 已经重启，现在正常了
A 辛苦了 👍`,
  ],
  ja: [
    `A お疲れ様です。{project} の資料、確認していただけましたか？
B はい、{n} ページ目だけ修正をお願いします。
A 承知しました。修正版です [file]
B ありがとうございます 🙇`,
    `A 明日の会議は {time} からでよろしいでしょうか？
B 大丈夫です。会議室も予約済みです。
A 助かります！`,
    `A {customer} 様からお問い合わせがありました。チケット {ticket} です。
B 対応します。{day} までに回答します。
A よろしくお願いいたします`,
  ],
}

export const OTHER_LINES: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  de: [
    'passt',
    'danke!',
    'Bin gleich da',
    'Melde mich um {time}',
    'Alles klar 👍',
    'Schönes Wochenende!',
    'Moment, ich schaue nach',
  ],
  ar: ['تمام', 'شكرًا', 'إن شاء الله', 'سأتصل بك الساعة {time}', '👍'],
  he: ['סבבה', 'תודה!', 'מטפל בזה', 'נדבר ב-{time}', '🙏'],
  zh: ['好的', '收到', '谢谢', '稍等', '没问题 👌'],
  ja: ['了解です', 'ありがとうございます', '少々お待ちください', '承知しました', '👍'],
}
