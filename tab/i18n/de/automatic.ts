import type { Translated } from '../catalogue.ts'
import type { automatic as english } from '../en/automatic.ts'

export const automatic: Translated<typeof english> = {
  loading: 'Automatische Einrichtung',
  step: {
    look: 'Nach einer vorhandenen App-Registrierung suchen',
    application: 'App-Registrierung anlegen oder berichtigen',
    principal: 'App in Ihre Organisation aufnehmen',
    permissions: 'Nachsehen, welche Berechtigungen die App schon hat',
    grant: 'Berechtigung {{what}} erteilen',
    secret: 'Geheimen Clientschlüssel anlegen',
    handOver: 'Schlüssel Ihrem Chatvault-Server übergeben, der ihn verschlüsselt ablegt',
    certificate: 'Zertifikat auf Ihrem Chatvault-Server erzeugen; der private Schlüssel bleibt dort',
    upload: 'Zertifikat zur App-Registrierung hinzufügen',
    spread: 'Warten, bis die Änderungen bei Microsoft überall bekannt sind, und testen',
    replace: 'Neuen Schlüssel oder neues Zertifikat testen und ab jetzt verwenden',
    removeOld: 'Bisherigen Schlüssel oder bisheriges Zertifikat aus der App-Registrierung entfernen',
    revoke: 'Die überlassenen Rechte zurückgeben',
    drop: 'Ihre Anmeldung verwerfen',
    compare: 'Die Liste von Chatvault mit dem vergleichen, was Microsoft hat',
    undoApplication: 'App-Registrierung {{what}} löschen',
    undoPrincipal: 'App {{what}} aus Ihrer Organisation entfernen',
    undoRole: 'Berechtigung {{what}} entziehen',
    undoSecret: 'Geheimen Clientschlüssel {{what}} entfernen',
    undoCertificate: 'Zertifikat {{what}} entfernen',
    undoBilling: 'Abrechnungskonto {{what}} entfernen',
    forget: 'Löschen, was Chatvault zur Einrichtung gespeichert hat',
    provider: 'Abrechnung von Microsoft Graph im Abonnement zulassen',
    account: 'App als {{what}} mit dem Abonnement verknüpfen',
    note: 'Vermerken, welches Abonnement es ist',
  },
  state: {
    waiting: 'offen',
    running: 'läuft',
    done: 'erledigt',
    found: 'war schon so',
    byHand: 'von Hand zu erledigen',
    more: 'es ist mehr erteilt als das Nötigste: {{note}}',
    host: 'hier vergessen; die App, in der Sie Chatvault verwenden, behält ihre eigene',
    failed: 'fehlgeschlagen',
  },
  list: 'Aufrufe in ihrer Reihenfolge',
  now: '{{n}} von {{total}}: {{call}}',
  finished: 'Fertig.',
  wait: {
    replication:
      'Was eben angelegt wurde, ist bei Microsoft noch nicht überall bekannt. Das ist üblich; gewartet wird seit {{waited}}, höchstens {{upTo}}.',
    busy: 'Microsoft bittet um eine Pause. Es geht von selbst weiter.',
    spread:
      'Bei Microsoft ist noch nicht alles überall bekannt. Das ist üblich und dauert bis zu {{upTo}}; gewartet wird seit {{waited}}.',
    bar: 'Warten auf Microsoft',
  },
  lend: {
    title: 'Welche Rechte Sie überlassen, und wie lange',
    text: 'Microsoft bittet Sie, sich anzumelden und den Rechten unten zuzustimmen. Chatvault verwendet sie nur in diesem Fenster, nur für die hier aufgeführten Aufrufe, und gibt sie am Ende zurück.',
    list: 'Rechte, die Sie überlassen',
    scope: {
      'Application.ReadWrite.All': 'legt die App-Registrierung an und ändert sie',
      'AppRoleAssignment.ReadWrite.All':
        'erteilt der App ihre Berechtigungen: Das ist die Administratoreinwilligung',
      'DelegatedPermissionGrant.ReadWrite.All': 'gibt diese Rechte am Ende zurück',
      user_impersonation: 'verknüpft die App mit einem Azure-Abonnement',
    },
    org: 'Wenn Microsofts Seite „Zustimmung im Namen Ihrer Organisation“ anbietet, lassen Sie das Kästchen leer: Nur Sie überlassen diese Rechte, sonst niemand.',
    who: 'Erforderlich ist die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“ zusammen mit dem Recht, Apps zu registrieren.',
    whoChange:
      'Erforderlich ist eine Administratorrolle: Anwendungsadministrator, Cloudanwendungsadministrator oder Globaler Administrator. Besitzer der App-Registrierung zu sein genügt nicht, weil nur Administratoren diesen Rechten zustimmen und sie zurückgeben können.',
    whoBilling:
      'Erforderlich ist eine Administratorrolle (Anwendungsadministrator, Cloudanwendungsadministrator oder Globaler Administrator), dazu die Rolle Besitzer oder Mitwirkender für das Abonnement oder die Ressourcengruppe. Besitzer der App-Registrierung zu sein genügt nicht.',
    whoRemove:
      'Erforderlich ist eine Administratorrolle: Globaler Administrator oder, sofern die ganze App-Registrierung gelöscht wird, Anwendungsadministrator. Einzelne Berechtigungen entzieht ein Administrator für privilegierte Rollen.',
    colleague: 'Sie haben diese Rolle nicht? Senden Sie diese Seite an jemanden, der sie hat:',
    colleagueRole:
      'Auch in Chatvault ist dafür die Rolle Administrator nötig. Globale Administratoren und Administratoren für privilegierte Rollen haben sie schon; allen anderen geben Sie sie unter „Einstellungen“.',
    share: 'Chatvault einrichten',
  },
  options: {
    title: 'Schlüssel, Zertifikat und Berechtigungen',
    kind: 'Womit sich die App anmeldet',
    secret: 'Geheimer Clientschlüssel',
    certificate: 'Zertifikat: Der private Schlüssel entsteht auf Ihrem Server und verlässt ihn nie',
    months: 'Gültigkeit',
    month_one: '{{n}} Monat',
    month_other: '{{n}} Monate',
    set: 'Berechtigungen',
    least: 'Nur was jede Sicherung braucht: Chat.Read.All und User.Read.All',
    full: 'Auch GroupMember.Read.All, um Personen nach Gruppen auszuwählen, und Chat.ReadWrite.All, um Chats später wiederherzustellen (noch nicht genutzt)',
    report: 'Auch Reports.Read.All: Limits werden nach Ihrem eigenen Nutzungsbericht vorgeschlagen',
  },
  setup: {
    plan: 'Was geschehen wird',
    made: 'Was geschehen ist',
    start: 'Anmelden und einrichten',
    signingIn: 'Machen Sie in Microsofts Fenster weiter. Diese Seite folgt von selbst.',
    windowGone: 'Ich habe das Fenster geschlossen',
    running:
      'Die Einrichtung läuft. Sie können diese Seite verlassen; sie geht weiter, solange Chatvault geöffnet bleibt.',
    doneTitle: 'Die App ist eingerichtet und funktioniert.',
    doneText: 'Ihre Anmeldung ist verworfen. Ein Schritt bleibt: das Monatslimit und ein Test.',
    last: 'Limit festlegen und verbinden',
  },
  stopped: {
    title: 'Hier ging es nicht weiter',
    text: '{{done}} von {{total}} Aufrufen sind erledigt; was als „offen“ markiert ist, wurde nicht begonnen.',
    lent: 'Chatvault hat die überlassenen Rechte noch. Was Sie auch wählen: Am Ende werden sie zurückgegeben, auch wenn Sie in Chatvault auf eine andere Seite gehen. Nur wenn Sie dieses Fenster schließen, bestehen sie weiter.',
    retry: 'Erneut versuchen',
    retryText: 'macht hier weiter; was schon da ist, wird gefunden und nicht doppelt angelegt.',
    undo: 'Rückgängig machen',
    undoText:
      'entfernt, was angelegt wurde, und nichts, was vorher da war. Eine App, die es schon gab, behält die eingetragene Adresse und die aufgeführten Berechtigungen; beides allein erteilt nichts.',
    byHand: 'Von Hand fortsetzen',
    byHandText: 'lässt alles, wie es ist, und zeigt Ihnen die Schritte in Entra.',
    options: 'Optionen ändern',
    other: 'Mit einem anderen Konto anmelden',
    otherText:
      'macht hier weiter, mit jemandem, der die Rolle hat; was schon da ist, wird nicht doppelt angelegt.',
    stop: 'Hier aufhören',
    undoTitle: 'Rückgängig machen, was angelegt wurde?',
    undoList:
      'Chatvault vergleicht zuerst seine Liste mit dem, was Microsoft hat, und zeigt Ihnen beides. Wenn Sie zustimmen, entfernen es diese Aufrufe:',
    leaving: 'Die überlassenen Rechte werden zurückgegeben.',
  },
  compare: {
    running: 'Die Liste von Chatvault wird mit dem verglichen, was Microsoft hat. Noch ist nichts gelöscht.',
    first:
      'Chatvault vergleicht zuerst seine Liste mit dem, was Microsoft hat, und zeigt Ihnen beides. Gelöscht wird erst, wenn Sie zustimmen.',
    start: 'Vergleichen',
    signIn: 'Anmelden und vergleichen',
    title: 'Genau das löschen?',
    text: 'Prüfen Sie, ob die Namen und Zeitpunkte bei Microsoft zu Ihrer Einrichtung gehören. Noch ist nichts gelöscht.',
    nothing:
      'Bei Microsoft ist nichts mehr zu löschen. Chatvault verwirft nur, was es zur Einrichtung gespeichert hat.',
    list: 'Was gelöscht wird',
    ours: 'Liste von Chatvault',
    theirs: 'Microsoft',
    noted: 'notiert {{when}}',
    since: {
      application: 'angelegt {{when}}',
      'service-principal': 'angelegt {{when}}',
      'app-role': 'seit {{when}}',
      secret: 'gültig ab {{when}}',
      certificate: 'gültig ab {{when}}',
      'billing-account': 'angelegt {{when}}',
      'delegated-grant': 'angelegt {{when}}',
    },
    holder: 'erteilt an',
    undated: 'Microsoft nennt kein Datum',
    gone: 'nicht mehr vorhanden; nur der Eintrag von Chatvault wird entfernt',
    otherName: 'Bei Microsoft heißt es anders als in der Liste.',
    why: {
      accountTaken: 'Es bezahlt eine andere App.',
      appUnknown: 'Zu welcher App es gehört, ist nicht notiert; Microsoft lässt sich deshalb nicht fragen.',
      anotherApp: 'Das ist eine andere App als die der Einrichtung.',
      older: 'Es ist älter als die Einrichtung.',
    },
    refused:
      'Es wird nichts gelöscht: Die Liste von Chatvault und Microsoft widersprechen sich bei dem, was unten markiert ist. Prüfen Sie es im Microsoft Entra Admin Center unter App-Registrierungen. Stammt es von der Einrichtung, löschen Sie es dort von Hand; wenn nicht, sagen Sie denen, die Chatvault betreiben, dass die Liste falsch ist.',
    confirm: 'Löschen',
  },
  undone: {
    title: 'Alles, was angelegt wurde, ist wieder entfernt.',
    text: 'Ihre Anmeldung ist verworfen.',
    again: 'Von vorn beginnen',
  },
  left: {
    title: 'Eine frühere Einrichtung hat etwas hinterlassen',
    list: 'Von ihr angelegt:',
    grant:
      'Die von {{who}} überlassenen Rechte wurden nicht zurückgegeben, weil die Seite geschlossen wurde oder ein Aufruf fehlschlug.',
    lentTitle: 'Überlassene Rechte bei Microsoft bestehen noch',
    giveBack: 'Anmelden und zurückgeben',
    undo: 'Anmelden und rückgängig machen',
    returned: 'Die Rechte sind zurückgegeben.',
    goOn: 'Die Einrichtung macht dort weiter.',
  },
  outOfSight: {
    what: {
      setup: 'Die automatische Einrichtung',
      replace: 'Der Austausch von Schlüssel oder Zertifikat',
      billing: 'Die Verknüpfung mit einem Abonnement',
    },
    running: '{{what}} läuft.',
    stopped: '{{what}} ist stehen geblieben. Die dafür überlassenen Rechte bestehen noch.',
    done: '{{what}} ist abgeschlossen.',
    look: 'Ansehen',
  },
  kind: {
    application: 'App-Registrierung',
    'service-principal': 'App in Ihrer Organisation (Unternehmensanwendung)',
    'app-role': 'Berechtigung',
    secret: 'Geheimer Clientschlüssel',
    certificate: 'Zertifikat',
    'billing-account': 'Abrechnungskonto',
    'delegated-grant': 'Überlassene Rechte von',
  },
  byHand: {
    revokeTitle: 'Die überlassenen Rechte ließen sich nicht zurückgeben.',
    revokeText:
      'Öffnen Sie im Microsoft Entra Admin Center „Unternehmensanwendungen“, und suchen Sie nach der Anwendungs-ID {{app}}. Prüfen Sie unter Berechtigungen > Benutzerzustimmung, welche Sie erteilt haben: {{scopes}}. Oder entfernen Sie sie selbst unter myapps.microsoft.com: Öffnen Sie das Menü der App, und wählen Sie „Anwendung verwalten“.',
    oldTitle: 'Der bisherige Schlüssel oder das bisherige Zertifikat ist noch da.',
    oldText:
      'Die neuen Anmeldedaten werden jetzt verwendet. Welche die bisherigen waren, ist aber nicht sicher; deshalb wurde nichts gelöscht. Löschen Sie im Microsoft Entra Admin Center > App-Registrierungen > Ihre App > Zertifikate & Geheimnisse, was Sie nicht mehr verwenden.',
  },
  failed: {
    declined: {
      title: 'Sie haben nicht zugestimmt.',
      text: 'Nichts wurde geändert. Ohne diese Rechte kann Chatvault es nicht für Sie tun; Schritt für Schritt erledigen Sie es selbst in Entra.',
    },
    closed: {
      title: 'Microsofts Fenster wurde geschlossen, bevor alles erledigt war.',
      text: 'Nichts wurde geändert. Beginnen Sie erneut, wenn Sie so weit sind.',
    },
    blocked: {
      title: 'Ihr Browser hat Microsofts Fenster blockiert.',
      text: 'Lassen Sie Pop-ups für diese Seite zu, oder klicken Sie noch einmal: Beim zweiten Mal klappt es meist.',
    },
    approval: {
      title: 'Mit diesem Konto können Sie diesen Rechten nicht zustimmen.',
      text: 'Melden Sie sich als globaler Administrator oder Administrator für privilegierte Rollen an, oder senden Sie diese Seite an jemanden mit dieser Rolle.',
    },
    rule: {
      title: 'Eine Regel Ihrer Organisation hat die Anmeldung abgelehnt.',
      text: 'Der bedingte Zugriff verlangt ein anderes Gerät, einen anderen Ort oder eine Bestätigung. Versuchen Sie es auf einem Gerät, das Ihre Organisation verwaltet.',
    },
    tenant: {
      title: 'Dieses Konto gehört zu einer anderen Organisation.',
      text: 'Nichts wurde geändert. Melden Sie sich mit einem Konto der Organisation an, deren Chats gesichert werden sollen.',
    },
    signIn: {
      title: 'Die Anmeldung bei Microsoft ist fehlgeschlagen.',
      text: 'Versuchen Sie es erneut. Wenn es dabei bleibt, hilft der Code denen, die Chatvault für Sie betreiben.',
    },
    ended: {
      title: 'Ihre Anmeldung ist abgelaufen.',
      text: 'Versuchen Sie es erneut: Microsoft bittet Sie noch einmal um die Anmeldung, dann geht es hier weiter.',
    },
    rights: {
      title: 'Ihrem Konto fehlt die Rolle dafür.',
      text: 'Apps registriert ein Anwendungsadministrator, Berechtigungen erteilt ein Administrator für privilegierte Rollen; ein globaler Administrator darf beides. Eine eben erst gegebene Rolle gilt ab der nächsten Anmeldung.',
      azure:
        'Verknüpfen darf, wer Besitzer oder Mitwirkender des Abonnements oder der Ressourcengruppe ist. Wählen Sie eine andere, oder wenden Sie sich an den Besitzer.',
    },
    network: {
      title: 'Microsoft war nicht zu erreichen.',
      text: 'Prüfen Sie Ihre Internetverbindung. Der Aufruf kann trotzdem ausgeführt worden sein; ein neuer Versuch stellt das fest.',
    },
    replication: {
      title: 'Bei Microsoft dauert es länger als sonst, bis das Angelegte überall bekannt ist.',
      text: 'Nichts ist verloren. Versuchen Sie es in ein paar Minuten erneut: Es geht hier weiter.',
    },
    busy: {
      title: 'Microsoft bittet um eine längere Pause.',
      text: 'Versuchen Sie es in ein paar Minuten erneut: Es geht hier weiter.',
    },
    refused: {
      title: 'Microsoft hat diesen Aufruf abgelehnt.',
      text: 'Vielleicht verbietet es eine Regel Ihrer Organisation. Sind geheime Clientschlüssel verboten, ändern Sie die Optionen, und wählen Sie ein Zertifikat. Microsoft schreibt:',
    },
    elsewhere: {
      title: 'In einem anderen Tab oder Fenster dieses Browsers läuft schon etwas.',
      text: 'Machen Sie dort weiter, oder warten Sie, bis es fertig ist. Hier wurde nichts geändert.',
    },
    accountTaken: {
      title: 'Das Abrechnungskonto {{what}} bezahlt für eine andere App.',
      text: 'Ein Konto gehört zu genau einer App, deshalb wurde nichts geändert. Wählen Sie einen anderen Namen oder eine andere Ressourcengruppe.',
    },
    appUnknown: {
      title: 'Es ist nicht bekannt, zu welcher App {{what}} gehört.',
      text: 'Deshalb lässt es sich von hier aus nicht entfernen. Entfernen Sie es in Entra unter App-Registrierungen von Hand.',
    },
    anotherApp: {
      title: 'Die Liste von Chatvault nennt „{{what}}“; bei Microsoft ist das eine andere App.',
      text: 'Es wurde nichts gelöscht. Prüfen Sie die App im Microsoft Entra Admin Center unter App-Registrierungen. Hat die Einrichtung sie angelegt, löschen Sie sie dort von Hand; wenn nicht, sagen Sie dem Betreiber von Chatvault, dass seine Liste falsch ist.',
    },
    older: {
      title: '„{{what}}“ ist älter als die Einrichtung.',
      text: 'Microsoft hat es am {{when}} angelegt, früher, als es laut der Liste von Chatvault die Einrichtung tat. Es wurde nichts gelöscht. Prüfen Sie es im Microsoft Entra Admin Center unter App-Registrierungen. Hat die Einrichtung es angelegt, löschen Sie es dort von Hand; wenn nicht, sagen Sie dem Betreiber von Chatvault, dass seine Liste falsch ist.',
    },
    notThere: {
      title: 'Alles wurde angelegt, aber der Test ist fehlgeschlagen.',
    },
  },
  replace: {
    title: 'Schlüssel oder Zertifikat automatisch erneuern',
    text: 'Sie melden sich einmal an; ein neuer Schlüssel oder ein neues Zertifikat wird angelegt, getestet und ab dann verwendet. Erst danach werden die bisherigen Anmeldedaten entfernt. Sicherungen laufen dabei weiter.',
    open: 'Automatisch erledigen',
    start: 'Anmelden und erneuern',
    running:
      'Der Austausch läuft. Sicherungen verwenden die bisherigen Anmeldedaten, bis die neuen funktionieren. Sie können dieses Fenster schließen; der Austausch geht weiter, solange Chatvault geöffnet bleibt.',
    doneTitle: 'Die neuen Anmeldedaten werden jetzt verwendet.',
    doneText: 'Die bisherigen sind gelöscht, und Ihre Anmeldung ist verworfen.',
  },
  remove: {
    title: 'Was die Einrichtung bei Microsoft angelegt hat',
    text: 'Chatvaults Einrichtung hat es angelegt und kann es ebenso löschen. Was Sie selbst angelegt haben, bleibt.',
    button: 'Bei Microsoft löschen',
    ask: 'Löschen, was die Einrichtung angelegt hat?',
    running: 'Es wird gelöscht.',
    doneTitle: 'Alles ist gelöscht.',
    doneText:
      'Entra hebt eine gelöschte App-Registrierung 30 Tage unter Gelöschte Anwendungen auf; so lange lässt sie sich dort wiederherstellen.',
  },
  billing: {
    title: 'Ein Abonnement automatisch verknüpfen',
    text: 'Sie melden sich einmal an und wählen das Abonnement, das bezahlt. Chatvault verknüpft es und zeigt die Verknüpfung.',
    look: 'Anmelden und auswählen',
    looking: 'Ihre Abonnements werden gesucht.',
    found: 'Die App ist schon verknüpft: als {{name}} in der Ressourcengruppe {{group}}.',
    keep: 'Diese Verknüpfung verwenden',
    none: 'Mit Ihrem Konto ist kein Abonnement sichtbar. Melden Sie sich mit einem anderen an, oder wenden Sie sich an den Besitzer des Abonnements.',
    noGroup:
      'In diesem Abonnement ist keine Ressourcengruppe sichtbar. Legen Sie im Azure-Portal eine an (Ressourcengruppen > Erstellen; die Region ist gleichgültig), und suchen Sie dann erneut.',
    lookAgain: 'Erneut suchen',
    again: 'Erneut auswählen',
    stop: 'Aufhören und unten von Hand erledigen',
    keptTitle: 'Die vorhandene Verknüpfung wird verwendet.',
    subscription: 'Abonnement',
    group: 'Ressourcengruppe',
    name: 'Name der Verknüpfung',
    start: 'Verknüpfen',
    noApp: 'Richten Sie zuerst die App ein: Eine Verknüpfung nennt die App, für die bezahlt wird.',
    running: 'Die Verknüpfung wird angelegt.',
    doneTitle: 'Die App ist verknüpft.',
    doneText: 'Bis das bei Microsoft gilt, kann es einige Minuten dauern. Ihre Anmeldung ist verworfen.',
    costs: 'Was Microsoft ab jetzt berechnet, wird über dieses Abonnement abgerechnet.',
  },
}
