import type { Translated } from '../catalogue.ts'
import type { guide as english } from '../en/guide.ts'

export const guide: Translated<typeof english> = {
  page: {
    title: 'Chatvault manuell mit Microsoft 365 verbinden',
    intro:
      'Chatvault sichert die privaten Chats Ihrer Organisation in Microsoft Teams. Um sie zu lesen, braucht es einen eigenen Eintrag in Ihrem Microsoft 365, eine App-Registrierung. Diese Anleitung führt Klick für Klick zu diesem Eintrag.',
    automatic:
      'Schneller geht es automatisch: Unter „Verbindung“ kann ein Administrator Chatvault all das mit einer einzigen Anmeldung erledigen lassen. Diese Anleitung beschreibt den manuellen Weg.',
    contents: 'Inhalt',
    print: 'Drucken',
    english: 'English',
    german: 'Deutsch',
    language: 'Sprache',
    downloadEnglish: 'PDF auf Englisch',
    downloadGerman: 'PDF auf Deutsch',
    toChatvault: 'Zu Chatvault',
    addresses:
      'Die Adressen in dieser Anleitung sind die des Chatvault, in dem sie geöffnet wurde. Öffnen Sie sie in Ihrem, dann sind Ihre eigenen eingetragen.',
  },
  label: {
    who: 'Wer das kann',
    path: 'Oder Klick für Klick',
    older: 'Im Azure-Portal',
    open: 'Im Entra Admin Center öffnen',
    openAzure: 'Azure-Portal öffnen',
    newTab: 'öffnet einen neuen Tab',
    value: 'Zum Kopieren',
    see: 'Das sollten Sie sehen',
    mistake: 'Häufiger Fehler',
    secret: 'Mit einem geheimen Clientschlüssel',
    certificate: 'Mit einem Zertifikat',
    notThis: 'Nicht diese',
    pictureNote: 'Die Bilder sind vereinfacht gezeichnet: Auf den echten Seiten steht mehr.',
  },
  place: {
    register: {
      entra: 'Entra ID › App-Registrierungen › Neue Registrierung',
      azure: 'Azure Active Directory (heute Microsoft Entra ID) › App-Registrierungen › Neue Registrierung',
    },
    overview: {
      entra: 'Entra ID › App-Registrierungen › Alle Anwendungen › Ihre App › Übersicht',
      azure: 'Azure Active Directory › App-Registrierungen › Ihre App › Übersicht',
    },
    credentials: {
      entra: 'Entra ID › App-Registrierungen › Ihre App › Zertifikate & Geheimnisse',
      azure:
        'Azure Active Directory › App-Registrierungen › Ihre App › Zertifikate & Geheimnisse (früher: Schlüssel)',
    },
    permissions: {
      entra: 'Entra ID › App-Registrierungen › Ihre App › API-Berechtigungen',
      azure:
        'Azure Active Directory › App-Registrierungen › Ihre App › API-Berechtigungen (früher: Erforderliche Berechtigungen)',
    },
    subscriptions: {
      entra: 'portal.azure.com › Abonnements',
      azure: 'Alle Dienste › Abonnements',
    },
    shell: {
      entra: 'portal.azure.com › Cloud Shell, das Symbol >_ oben',
      azure: 'Das Symbol >_ oben › Bash',
    },
  },
  value: {
    name: 'Name der App',
    redirectUri: 'Umleitungs-URI',
    applicationId: 'Anwendungs-ID (Client)',
    description: 'Beschreibung',
    thumbprint: 'Fingerabdruck des Zertifikats',
    registerProvider: 'Befehl, der den Dienst einschaltet',
    createAccount: 'Befehl, der die App verknüpft',
    showAccount: 'Befehl, der die Verknüpfung zeigt',
  },
  start: {
    title: 'Bevor Sie beginnen',
    short: 'Beginn',
    why: 'Sechs Schritte, die meisten bei Microsoft. Chatvault prüft jeden, indem es Microsoft fragt: Fertig ist ein Schritt erst, wenn er funktioniert.',
    happens: {
      title: 'Was geschieht',
      register:
        'Ihre Organisation bekommt eine App-Registrierung: einen Eintrag in Microsoft Entra, dem Verzeichnis von Microsoft 365, der sagt, wer Chatvault ist.',
      credential:
        'Der Eintrag bekommt ein Zertifikat oder einen geheimen Clientschlüssel (ein langes Kennwort), damit ihn niemand sonst benutzen kann.',
      permissions:
        'Er bekommt das Recht, Chats und die Liste der Personen zu lesen, und ein Administrator willigt darin ein.',
      connect:
        'Chatvault bekommt die ID und den Schlüssel, liest zur Probe eine Nachricht und ist einsatzbereit.',
    },
    roles: {
      title: 'Wer gebraucht wird',
      text: 'Ein globaler Administrator kann alle Schritte in Microsoft Entra ausführen. Für die meisten genügen kleinere Rollen:',
      step: 'Schritt',
      role: 'Rolle',
      reason: 'Warum',
    },
    costs: {
      title: 'Was es kostet',
      text: 'App-Registrierung und Berechtigungen sind kostenlos. Für jede gelesene Chatnachricht hat Microsoft bis zum 25. August 2025 Geld verlangt und tut das nach eigener Angabe nicht mehr.',
      limit:
        'In Chatvault legen Sie fest, wie viele Nachrichten im Monat höchstens gelesen werden. An diesem Limit hält die Sicherung an, bis zum nächsten Monat oder bis Sie es erhöhen: So gibt es in keinem Fall eine Überraschung.',
    },
    reads: {
      title: 'Was gelesen wird',
      text: 'Nachrichten in Einzel-, Gruppen- und Besprechungschats der Personen, die Sie auswählen, mit Bildern darin, und Namen aus Ihrem Verzeichnis. Keine E-Mails, keine Dateien, keine Kanäle von Teams.',
    },
    stored: {
      title: 'Was wo gespeichert wird',
      text: 'Text und Bilder der Nachrichten kommen in ein verschlüsseltes Archiv, das zum Server von Chatvault gehört. Wer wann in welchem Chat geschrieben hat, mit Namen und Themen, steht in der Datenbank dieses Servers. Dort liegt auch der geheime Clientschlüssel, verschlüsselt; er wird nie wieder angezeigt. Beim Hersteller von Chatvault wird nichts gespeichert.',
    },
    need: {
      title: 'Bereithalten',
      tenant: 'Ein Konto der Organisation, deren Chats gesichert werden, mit den Rollen von unten.',
      mailbox: 'Die E-Mail-Adresse einer Person, die chattet, für den Test.',
    },
    picture: {
      name: 'Der Weg in sechs Schritten: vier in Microsoft Entra, einer in Azure, wo er nötig ist, einer in Chatvault',
      entra: 'Microsoft Entra',
      azure: 'Azure, nur bei Berechnung',
      chatvault: 'Chatvault',
    },
  },
  register: {
    title: 'Die App registrieren',
    short: 'Registrieren',
    why: 'Eine App-Registrierung ist ein Eintrag in Microsoft Entra (dem Verzeichnis Ihrer Organisation, früher Azure Active Directory). Dadurch kennt Microsoft Chatvault, und Sie können sehen, begrenzen und entziehen, was es darf.',
    who: 'Anwendungsadministrator, Cloudanwendungsadministrator oder Anwendungsentwickler. Wo alle Apps registrieren dürfen, braucht niemand eine Rolle.',
    roleReason: 'Legt Einträge für Apps in Microsoft Entra an.',
    do: {
      open: {
        title: 'App-Registrierungen öffnen und „Neue Registrierung“ wählen',
        text: 'Melden Sie sich mit einem Konto der Organisation an, deren Chats gesichert werden. Der Link führt gleich zum Formular.',
      },
      name: {
        title: 'Einen Namen eingeben',
        text: 'Jeder Name geht; dieser ist leicht wiederzufinden.',
      },
      account: {
        title: '„Nur Konten in diesem Organisationsverzeichnis“ wählen',
        text: 'Auch „einzelner Mandant“ genannt: Die App lässt sich in Ihrer Organisation verwenden und nirgends sonst. Ein Mandant ist der Teil von Microsoft 365, der einer Organisation gehört.',
      },
      redirect: {
        title: 'Unter „Umleitungs-URI“ die Plattform „Web“ wählen und die Adresse einfügen',
        text: 'Eine Umleitungs-URI ist die Adresse, an die Microsoft den Browser zurückschickt, wenn ein Administrator eingewilligt hat.',
      },
      register: {
        title: '„Registrieren“ wählen',
        text: 'Microsoft legt den Eintrag an und zeigt seine Übersicht.',
      },
      copy: {
        title: 'Die Anwendungs-ID (Client) kopieren',
        text: 'Unter diesem Namen kennt Microsoft die App: 32 Buchstaben und Ziffern in fünf Gruppen. Chatvault fragt danach.',
      },
    },
    mistake: {
      wrongTenant: {
        title: 'Bei einer anderen Organisation angemeldet',
        text: 'Wer mehrere Organisationen verwaltet, landet in der zuletzt benutzten. Achten Sie auf den Namen oben rechts, und wechseln Sie dort unter „Verzeichnis wechseln“. Liegt die App in einer anderen, sagt Chatvault, dass Ihre Organisation sie nicht kennt (AADSTS700016).',
      },
      accountType: {
        title: 'Mehrinstanzenfähig oder persönliche Konten gewählt',
        text: 'Es funktioniert, aber auch Personen außerhalb Ihrer Organisation könnten sich bei der App anmelden. Ändern Sie es unter „Authentifizierung“, „Unterstützte Kontotypen“.',
      },
      redirectType: {
        title: 'Single-Page-Anwendung statt Web gewählt oder eine andere Adresse',
        text: 'Der Rückweg von der Einwilligungsseite endet dann bei AADSTS50011. Korrigieren Sie es unter „Authentifizierung“; die Adresse muss Buchstabe für Buchstabe stimmen.',
      },
      objectId: {
        title: 'Stattdessen die Objekt-ID kopiert',
        text: 'Sie sieht genauso aus und steht direkt darunter. Nur die Anwendungs-ID (Client) funktioniert.',
      },
    },
    see: 'Die Übersicht der App, mit Ihrem Namen dafür oben und einer Anwendungs-ID (Client).',
    picture: {
      form: {
        name: 'Die Seite „Anwendung registrieren“: Name, einzelner Mandant, Umleitungsadresse vom Typ Web, die Schaltfläche „Registrieren“',
        title: 'Anwendung registrieren',
        label: 'Name',
        account: 'Unterstützte Kontotypen',
        single: 'Nur dieses Organisationsverzeichnis',
        multi: 'Beliebiges Organisationsverzeichnis',
        redirect: 'Umleitungs-URI',
        web: 'Web',
        button: 'Registrieren',
      },
      overview: {
        name: 'Die Übersicht der App: Kopiert wird die Anwendungs-ID (Client), nicht die Objekt-ID darunter',
        menu: 'Übersicht',
        client: 'Anwendungs-ID (Client)',
        object: 'Objekt-ID',
        tenant: 'Verzeichnis-ID (Mandant)',
      },
    },
  },
  credential: {
    title: 'Der App einen Schlüssel oder ein Zertifikat geben',
    short: 'Schlüssel',
    why: 'Damit weist Chatvault gegenüber Microsoft nach, dass es diese App ist. Nehmen Sie das Zertifikat: Seine private Hälfte entsteht auf dem Server von Chatvault und verlässt ihn nie. Ein geheimer Clientschlüssel ist ein langes Kennwort: schnell angelegt, aber wer es kopiert, kann sich als die App anmelden. Eines von beiden genügt.',
    who: 'Wer die App registriert hat (ihr Besitzer), Anwendungsadministrator oder Cloudanwendungsadministrator.',
    roleReason: 'Fügt dem Eintrag einen Schlüssel oder ein Zertifikat hinzu.',
    do: {
      open: {
        title: '„Zertifikate & Geheimnisse“ öffnen',
        text: 'Im Menü der App, unter „Verwalten“.',
      },
      create: {
        title: 'Unter „Geheime Clientschlüssel“ die Schaltfläche „Neuer geheimer Clientschlüssel“ wählen',
        text: 'Am Rand öffnet sich ein Bereich.',
      },
      describe: {
        title: 'Eine Beschreibung eingeben und 24 Monate wählen',
        text: 'Chatvault erinnert Sie, bevor der Schlüssel abläuft. Manche Organisationen erlauben weniger als 24 Monate; nehmen Sie dann das Längste.',
      },
      add: {
        title: '„Hinzufügen“ wählen',
        text: 'Der Schlüssel erscheint als neue Zeile in der Liste.',
      },
      copy: {
        title: 'Den Wert jetzt kopieren',
        text: 'Microsoft zeigt ihn nur dieses eine Mal. Nehmen Sie das Kopiersymbol daneben: Die Spalte ist abgeschnitten.',
      },
      get: {
        title: 'Das Zertifikat von Chatvault holen',
        text: 'Chatvault erstellt es unter „Verbindung“ und gibt Ihnen die öffentliche Hälfte als Datei mit der Endung .cer. Sie darf weitergegeben und veröffentlicht werden: Sie öffnet nichts.',
      },
      openCertificates: {
        title: '„Zertifikate & Geheimnisse“ öffnen und die Registerkarte „Zertifikate“ wählen',
        text: 'Im Menü der App, unter „Verwalten“.',
      },
      upload: {
        title: '„Zertifikat hochladen“ wählen, die Datei auswählen, dann „Hinzufügen“',
        text: 'Eine Beschreibung hilft, es von einem späteren zu unterscheiden.',
      },
      compare: {
        title: 'Den Fingerabdruck vergleichen',
        text: 'Ein Fingerabdruck ist das kurze Kennzeichen eines bestimmten Zertifikats. Er muss in Entra und in Chatvault derselbe sein.',
      },
    },
    mistake: {
      secretId: {
        title: 'Geheime ID statt des Werts kopiert',
        text: 'Beide stehen in derselben Zeile. Die geheime ID besteht aus fünf Gruppen mit Bindestrichen, der Wert sieht anders aus. Chatvault merkt es; Microsoft würde mit AADSTS7000215 antworten.',
      },
      valueGone: {
        title: 'Den Wert nicht rechtzeitig kopiert',
        text: 'Sobald die Seite verlassen ist, sind nur noch die ersten Zeichen zu sehen. Legen Sie einen neuen Schlüssel an und löschen Sie den alten; verloren ist nichts.',
      },
      expired: {
        title: 'Schlüssel abgelaufen',
        text: 'Von diesem Tag an enden Sicherungen mit AADSTS7000222. Tragen Sie das Datum in Chatvault ein: Es warnt 60, 30, 14 und 3 Tage vorher und wechselt den Schlüssel ohne Unterbrechung.',
      },
      thumbprint: {
        title: 'Der Fingerabdruck ist ein anderer',
        text: 'Hochgeladen wurde ein älteres Zertifikat oder das einer anderen App. Microsoft antwortet mit AADSTS700027. Laden Sie die Datei hoch, die Chatvault Ihnen zuletzt gegeben hat.',
      },
      privateKey: {
        title: 'Datei mit dem privaten Schlüssel hochgeladen',
        text: 'Eine .pfx-Datei oder eine .pem-Datei mit PRIVATE KEY darin gehört nur auf den Server. Entra nimmt .cer, .pem und .crt ohne ihn.',
      },
    },
    see: 'Eine Zeile in der Liste: der Schlüssel mit seinem Ablaufdatum oder das Zertifikat mit demselben Fingerabdruck wie in Chatvault.',
    picture: {
      create: {
        name: 'Die Seite „Zertifikate & Geheimnisse“: die Schaltfläche „Neuer geheimer Clientschlüssel“, dann 24 Monate und „Hinzufügen“',
        menu: 'Zertifikate & Geheimnisse',
        secrets: 'Geheime Clientschlüssel',
        button: 'Neuer geheimer Clientschlüssel',
        describe: 'Beschreibung',
        expires: 'Gültig bis',
        months: '24 Monate',
        add: 'Hinzufügen',
      },
      copy: {
        name: 'Die Liste der geheimen Clientschlüssel: Kopiert wird die Spalte „Wert“, nicht die Spalte „Geheime ID“',
        value: 'Wert',
        id: 'Geheime ID',
        right: 'Diesen kopieren',
      },
      certificate: {
        name: 'Die Registerkarte „Zertifikate“: die Schaltfläche „Zertifikat hochladen“ und der Fingerabdruck zum Vergleichen',
        tab: 'Zertifikate',
        button: 'Zertifikat hochladen',
        thumbprint: 'Fingerabdruck',
        same: 'Derselbe wie in Chatvault',
      },
    },
  },
  permissions: {
    title: 'Die Berechtigungen hinzufügen',
    short: 'Berechtigungen',
    why: 'Eine neue App darf nichts Nennenswertes lesen. Hier listen Sie auf, worum sie bittet; es gilt erst, wenn ein Administrator im nächsten Schritt einwilligt. Anwendungsberechtigungen benutzt eine App von sich aus. Chatvault braucht diese Art, weil eine Sicherung auch dann weiterläuft, wenn niemand angemeldet ist.',
    who: 'Wer die App registriert hat (ihr Besitzer), Anwendungsadministrator oder Cloudanwendungsadministrator.',
    roleReason: 'Listet auf, worum die App bittet; gibt noch nichts frei.',
    do: {
      open: {
        title: '„API-Berechtigungen“ öffnen und „Berechtigung hinzufügen“ wählen',
        text: 'Eine API ist die Art, wie Programme mit Microsoft 365 sprechen.',
      },
      graph: {
        title: '„Microsoft Graph“ wählen',
        text: 'Die große Kachel oben: der Teil von Microsoft 365, über den Chats und Personen gelesen werden.',
      },
      application: {
        title: '„Anwendungsberechtigungen“ wählen',
        text: 'Die rechte von zwei großen Schaltflächen.',
      },
      tick: {
        title: 'Jede Berechtigung suchen und ankreuzen',
        text: 'Geben Sie den Namen in das Suchfeld ein, klappen Sie die Gruppe darunter auf, kreuzen Sie das Kästchen an. Die Häkchen bleiben, während Sie die nächste suchen.',
      },
      add: {
        title: '„Berechtigungen hinzufügen“ wählen',
        text: 'Die Seite führt sie auf, noch als nicht gewährt. Das ist richtig so: Eingewilligt wird im nächsten Schritt.',
      },
    },
    mistake: {
      delegated: {
        title: 'Delegierte Berechtigungen gewählt',
        text: 'Sie gelten nur, solange jemand angemeldet ist, und heißen fast gleich. In der Spalte „Typ“ muss „Anwendung“ stehen. Entfernen Sie die falschen und fügen Sie sie neu hinzu.',
      },
      otherName: {
        title: 'Chat.Read oder User.Read ohne All',
        text: 'Das sind delegierte Berechtigungen. Die richtigen Namen enden auf .All. User.Read fügt Microsoft automatisch hinzu. Sie können es behalten oder entfernen.',
      },
    },
    see: 'Jede Berechtigung in der Liste mit dem Typ „Anwendung“.',
    list: {
      title: 'Wofür jede Berechtigung da ist',
      name: 'Berechtigung',
      purpose: 'Wofür sie da ist',
      without: 'Ohne sie',
      least: 'nötig',
      more: 'optional',
      none: 'nicht nötig',
      leastText:
        'Fügen Sie Chat.Read.All und User.Read.All hinzu: Sie genügen für jede Sicherung. Nehmen Sie eine optionale nur hinzu, wenn Sie brauchen, wofür sie da ist; das geht jederzeit.',
      notProtected:
        'Früher musste Microsoft diese Berechtigungen auf ein Formular hin genehmigen. Das wird nicht mehr verlangt.',
    },
    permission: {
      'Chat.Read.All': {
        purpose: 'Liest Nachrichten privater Chats, mit Bildern darin.',
        without: 'Nichts kann gesichert werden.',
      },
      'User.Read.All': {
        purpose:
          'Listet die Personen Ihrer Organisation auf, damit ihre Chats gefunden und neue Kollegen bemerkt werden.',
        without: 'Niemand wird gefunden, also kann nichts gesichert werden.',
      },
      'Chat.ReadWrite.All': {
        purpose:
          'Zum Ändern von Thema, Mitgliedern und angehefteten Nachrichten bestehender Chats, was Chatvault noch nicht tut. Eine Wiederherstellung fragt nach eigenen Berechtigungen, sobald Sie sie anlegen.',
        without: 'Heute fehlt nichts. Die Sicherung ist vollständig, und Wiederherstellungen gehen.',
      },
      'GroupMember.Read.All': {
        purpose:
          'Liest, wer in welcher Gruppe ist, um Personen nach Gruppen auszuwählen. Im Tab gibt es noch keine Liste der Gruppen: Das macht ein Skript.',
        without: 'Keine Auswahl nach Gruppen: Personen werden einzeln ausgewählt oder alle.',
      },
      'Reports.Read.All': {
        purpose:
          'Liest, wie viele Chatnachrichten Microsoft in den letzten 30 Tagen gezählt hat, je Tag eine Zahl und keine Namen, um ein passendes Limit vorzuschlagen.',
        without: 'Limits werden nach veröffentlichten Durchschnittswerten vorgeschlagen.',
      },
      'Mail.Send': {
        purpose:
          'Sendet Benachrichtigungen per E-Mail aus einem Postfach Ihrer Wahl, wenn Ihr Chatvault-Server keinen Mailserver hat. Die Berechtigung gilt für alle Postfächer: Beschränken Sie sie in Exchange Online auf dieses eine.',
        without: 'Für E-Mails ist ein Mailserver nötig. Andere Arten von Benachrichtigungen funktionieren.',
      },
      'Organization.Read.All': {
        purpose: 'Zeigt den Namen Ihrer Organisation in Chatvault an.',
        without: 'Nichts fehlt, lassen Sie sie also weg: User.Read.All zeigt ihn ebenfalls.',
      },
    },
    picture: {
      choose: {
        name: 'Der Bereich „API-Berechtigungen anfordern“: Anwendungsberechtigungen, nicht delegierte; ein Suchfeld; Kästchen zum Ankreuzen; „Berechtigungen hinzufügen“',
        title: 'API-Berechtigungen anfordern',
        graph: 'Microsoft Graph',
        delegated: 'Delegierte Berech\u00adtigungen',
        application: 'Anwendungs\u00adberech\u00adtigungen',
        button: 'Berechtigungen hinzufügen',
      },
    },
  },
  consent: {
    title: 'Administratoreinwilligung erteilen',
    short: 'Einwilligung',
    why: 'Administratoreinwilligung heißt: Ein Administrator stimmt für die ganze Organisation zu, dass die App ihre Berechtigungen benutzt. Bis dahin kann sich die App anmelden und nichts lesen.',
    who: 'Administrator für privilegierte Rollen oder globaler Administrator. Anwendungsadministratoren dürfen in Berechtigungen dieser Art nicht einwilligen.',
    roleReason: 'Nur sie dürfen einwilligen, dass die Chats aller gelesen werden.',
    do: {
      open: {
        title: '„API-Berechtigungen“ öffnen',
        text: 'Die Seite des vorigen Schritts. Auch jemand anderes mit der Rolle kann sie mit demselben Link öffnen.',
      },
      grant: {
        title: '„Administratoreinwilligung für Ihre Organisation erteilen“ wählen',
        text: 'Über der Liste, neben „Berechtigung hinzufügen“. Die Schaltfläche „Administratoreinwilligung erteilen“ in Chatvault tut dasselbe: Sie öffnet Microsofts eigene Seite, die danach fragt.',
      },
      confirm: {
        title: 'Mit „Ja“ bestätigen',
        text: 'Microsoft fragt, ob Sie sicher sind.',
      },
      check: {
        title: 'Auf die Spalte „Status“ achten',
        text: 'In jeder Zeile steht „Gewährt“ mit einem grünen Haken. Bis es wirkt, kann eine Minute vergehen.',
      },
    },
    mistake: {
      notGranted: {
        title: 'Berechtigungen hinzugefügt, Einwilligung vergessen',
        text: 'Als Status steht dann „Nicht gewährt“ in Orange, und Chatvault sagt, dass eine Berechtigung fehlt.',
      },
      rights: {
        title: 'Die Schaltfläche ist grau',
        text: 'Das Konto hat keine Rolle, die einwilligen darf. Schicken Sie den Link an jemanden, der eine hat. Eine Rolle, die nur auf Zeit gilt, muss zuerst aktiviert werden.',
      },
      otherTenant: {
        title: 'In einer anderen Organisation eingewilligt',
        text: 'Der Name auf der Schaltfläche ist die Organisation, die einwilligt. Es muss die sein, deren Chats gesichert werden.',
      },
    },
    see: '„Gewährt“ mit einem grünen Haken neben jeder Berechtigung.',
    picture: {
      grant: {
        name: 'Die Seite „API-Berechtigungen“: die Schaltfläche „Administratoreinwilligung erteilen“ über der Liste und „Gewährt“ in jeder Zeile',
        menu: 'API-Berech\u00adtigungen',
        button: 'Administrator\u00adeinwilligung erteilen',
        permission: 'Berechtigung',
        status: 'Status',
        granted: 'Gewährt',
        confirm: 'Ja',
      },
    },
  },
  billing: {
    title: 'Prüfen, ob Microsoft Geld verlangt',
    short: 'Abrechnung',
    why: 'In den meisten Organisationen ist hier nichts zu tun. Früher hat Microsoft jede Nachricht berechnet, die eine App liest, und dafür verlangt, dass ein Azure-Abonnement (ein Konto, an das Azure seine Rechnungen schickt) mit der App verknüpft ist. Nach eigener Angabe endete das am 25. August 2025.',
    who: 'Niemand, wenn Microsoft nichts berechnet. Sonst: Mitwirkender oder Besitzer eines Azure-Abonnements oder einer Ressourcengruppe darin, der zugleich Besitzer der App oder Anwendungsadministrator ist.',
    roleReason: 'Verknüpft die App mit dem Konto, das zahlt, falls Microsoft Geld verlangt.',
    regime: {
      title: 'Berechnet oder nicht',
      before: 'Nach Nachrichten berechnet',
      after: 'Nicht berechnet',
      when: 'Wann',
      beforeWhen: 'Vom 5. Juli 2022 bis zum 25. August 2025',
      afterWhen: 'Seit dem 25. August 2025',
      price: 'Preis einer Nachricht',
      noPrice: 'nichts',
      hundred: '100.000 Nachrichten',
      link: 'Azure-Abonnement mit der App verknüpft',
      beforeLink: 'nötig; ohne es 500 Nachrichten im Monat zur Probe',
      afterLink: 'nicht nötig',
      tell: 'Woran man es merkt',
      beforeTell:
        'Der Test von Chatvault endet mit 402, oder auf Ihrer Azure-Rechnung steht eine Zeile „Microsoft Graph Services“.',
      afterTell: 'Der Test von Chatvault liest seine Nachricht, obwohl nichts verknüpft ist.',
      clouds: 'In den Clouds der US-Regierung und in GCC hat Microsoft dafür nie Geld verlangt.',
    },
    do: {
      test: {
        title: 'Zum letzten Schritt weitergehen und testen',
        text: 'Liest der Test seine Nachricht, ist dieser Schritt erledigt. Kommen Sie nur zurück, wenn er mit 402 endet; das heißt „Zahlung erforderlich“.',
      },
      subscription: {
        title: 'Nur nach 402: Abonnement und Ressourcengruppe auswählen',
        text: 'Das Abonnement muss derselben Organisation gehören wie die App. Eine Ressourcengruppe ist ein Ordner darin; kopieren Sie die Namen von beiden.',
      },
      shell: {
        title: 'Cloud Shell öffnen',
        text: 'Eine Befehlszeile im Browser, in der Sie schon angemeldet sind. Wählen Sie Bash.',
      },
      run: {
        title: 'Diese Befehle ausführen',
        text: 'Der erste schaltet den Dienst für das Abonnement ein, einmalig. Der zweite verknüpft die App. Setzen Sie die kopierten Namen ein.',
      },
      show: {
        title: 'Das Ergebnis ansehen',
        text: 'Es nennt Ihre Anwendungs-ID und sagt „Succeeded“. Testen Sie danach noch einmal in Chatvault; es kann einige Minuten dauern.',
      },
    },
    mistake: {
      needless: {
        title: 'Ein Abonnement angelegt, obwohl nichts berechnet wird',
        text: 'Es schadet nicht und bringt nichts. Lassen Sie diesen Schritt aus, bis der Test 402 sagt.',
      },
      otherTenant: {
        title: 'Abonnement einer anderen Organisation',
        text: 'Microsoft verlangt App und Abonnement in derselben Organisation. Vergleichen Sie das Verzeichnis des Abonnements mit dem der App.',
      },
    },
    see: 'Ein Test in Chatvault, der eine Nachricht liest.',
    picture: {
      decide: {
        name: 'Test in Chatvault: Wird eine Nachricht gelesen, ist nichts zu tun; nach 402 ein Abonnement in Azure verknüpfen',
        test: 'In Chatvault testen',
        reads: 'Eine Nachricht gelesen',
        done: 'Nichts zu tun',
        refused: '402, Zahlung erforderlich',
        link: 'Abonnement verknüpfen',
        shell: 'Cloud Shell',
      },
    },
  },
  connect: {
    title: 'Verbinden und testen',
    short: 'Verbinden',
    why: 'Chatvault bekommt nun, was es zum Anmelden braucht, fragt Microsoft, ob alles funktioniert, und speichert es erst dann.',
    who: 'Administrator in Chatvault. Ist das jemand anderes, geben Sie die Werte auf sicherem Weg weiter, nicht per E-Mail oder Chat.',
    roleReason: 'Gibt ID und Schlüssel in Chatvault ein und legt das Limit fest.',
    do: {
      open: {
        title: 'In Chatvault „Verbindung“ öffnen',
        text: 'In Teams oder im Browser.',
      },
      app: {
        title: 'Die Anwendungs-ID und den Wert des geheimen Clientschlüssels eingeben',
        text: 'Bei einem Zertifikat ist nichts einzufügen: Chatvault hat es schon.',
      },
      limit: {
        title: 'Festlegen, wie viele Nachrichten im Monat höchstens gelesen werden',
        text: 'Am Limit wartet die Sicherung auf den nächsten Monat; was archiviert ist, bleibt. Chatvault schlägt eine Zahl vor und zeigt, was sie kosten würde.',
      },
      agree: {
        title: 'Die zwei Sätze zu den Kosten lesen und das Kästchen ankreuzen',
        text: 'Chatvault hält fest, wer es wann angekreuzt hat.',
      },
      mailbox: {
        title: 'Ein Testpostfach eingeben',
        text: 'Die E-Mail-Adresse einer Person Ihrer Organisation, die chattet. Gelesen wird höchstens eine Nachricht, angezeigt keine.',
      },
      save: {
        title: '„Verbindung testen und speichern“ wählen',
        text: 'Fünf Prüfungen laufen nacheinander. Schlägt eine fehl, steht daneben, was zu tun ist, und nichts wird gespeichert.',
      },
    },
    mistake: {
      mailbox: {
        title: 'Gast, freigegebenes Postfach oder deaktiviertes Konto als Testpostfach',
        text: 'Chats liegen bei Personen, die in Ihrer Organisation ein Postfach und eine Teams-Lizenz haben.',
      },
      early: {
        title: 'Weniger als eine Minute nach der Einwilligung getestet',
        text: 'Microsoft braucht einen Moment, um Neues weiterzugeben. Warten Sie eine Minute, und testen Sie noch einmal.',
      },
    },
    see: 'Fünf grüne Haken, und „Verbindung“ steht auf „Aktiv“.',
    picture: {
      test: {
        name: 'Die Seite „Verbindung“ in Chatvault: Anwendungs-ID, geheimer Clientschlüssel, Limit, Testpostfach, die Schaltfläche und fünf bestandene Prüfungen',
        id: 'Anwendungs-ID',
        secret: 'Geheimer Clientschlüssel',
        limit: 'Nachrichten pro Monat',
        mailbox: 'Testpostfach',
        button: 'Testen und speichern',
        checks: 'Fünf Prüfungen bestanden',
      },
    },
  },
}
