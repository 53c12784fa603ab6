import type { Translated } from '../catalogue.ts'
import type { automatic as english } from '../en/automatic.ts'

export const automatic: Translated<typeof english> = {
  loading: 'Automatische Einrichtung',
  step: {
    look: 'Nach einer vorhandenen App-Registrierung suchen',
    application: 'App-Registrierung anlegen oder korrigieren',
    principal: 'App zu Ihrer Organisation hinzufügen',
    permissions: 'Berechtigungen der App nachsehen',
    grant: 'Berechtigung {{what}} erteilen',
    secret: 'Geheimen Clientschlüssel anlegen',
    handOver: 'Schlüssel an Ihren Chatvault-Server senden, der ihn verschlüsselt',
    certificate: 'Zertifikat auf Ihrem Chatvault-Server erzeugen; der private Schlüssel bleibt dort',
    upload: 'Zertifikat zur App-Registrierung hinzufügen',
    spread: 'Warten, bis Microsoft die Änderungen übernommen hat, und testen',
    replace: 'Neuen Schlüssel oder neues Zertifikat testen und ab jetzt verwenden',
    removeOld: 'Bisherigen Schlüssel oder bisheriges Zertifikat aus der App-Registrierung entfernen',
    revoke: 'Ihre vorübergehenden Berechtigungen entfernen',
    drop: 'Ihre Anmeldung löschen',
    compare: 'Die Liste von Chatvault mit der von Microsoft vergleichen',
    undoApplication: 'App-Registrierung {{what}} löschen',
    undoPrincipal: 'App {{what}} aus Ihrer Organisation entfernen',
    undoRole: 'Berechtigung {{what}} entziehen',
    undoSecret: 'Geheimen Clientschlüssel {{what}} entfernen',
    undoCertificate: 'Zertifikat {{what}} entfernen',
    undoBilling: 'Abrechnungskonto {{what}} entfernen',
    forget: 'Löschen, was Chatvault zur Einrichtung gespeichert hat',
    provider: 'Abrechnung von Microsoft Graph im Abonnement zulassen',
    account: 'App als {{what}} mit dem Abonnement verknüpfen',
    note: 'Speichern, welches Abonnement es ist',
  },
  state: {
    waiting: 'offen',
    running: 'läuft',
    done: 'erledigt',
    found: 'schon vorhanden',
    manual: 'manuell zu erledigen',
    more: 'mehr als das Minimum ist erteilt: {{note}}',
    host: 'hier gelöscht; die App, in der Sie Chatvault verwenden, behält ihre eigene',
    failed: 'fehlgeschlagen',
  },
  list: 'Aufrufe der Reihe nach',
  now: '{{n}} von {{total}}: {{call}}',
  finished: 'Fertig.',
  wait: {
    replication:
      'Microsoft hat die letzte Änderung noch nicht überall übernommen. Das ist normal. Bisher gewartet: {{waited}} von höchstens {{upTo}}.',
    busy: 'Microsoft bittet um eine Pause. Die Einrichtung wird automatisch fortgesetzt.',
    spread:
      'Microsoft hat noch nicht alle Änderungen überall übernommen. Das ist normal und kann bis zu {{upTo}} dauern. Bisher gewartet: {{waited}}.',
    bar: 'Warten auf Microsoft',
  },
  grant: {
    title: 'Berechtigungen, die Sie vorübergehend erteilen',
    text: 'Microsoft bittet Sie, sich anzumelden und den folgenden Berechtigungen zuzustimmen. Chatvault verwendet sie nur in diesem Fenster und nur für die hier aufgeführten Aufrufe und entfernt sie am Ende.',
    list: 'Vorübergehende Berechtigungen',
    scope: {
      'Application.ReadWrite.All': 'legt die App-Registrierung an und ändert sie',
      'AppRoleAssignment.ReadWrite.All': 'erteilt der App ihre Berechtigungen (Administratoreinwilligung)',
      'DelegatedPermissionGrant.ReadWrite.All': 'entfernt diese Berechtigungen am Ende',
      user_impersonation: 'verknüpft die App mit einem Azure-Abonnement',
    },
    org: 'Wenn Microsofts Seite „Zustimmung im Namen Ihrer Organisation“ anbietet, lassen Sie das Kästchen leer: Nur Ihr Konto braucht diese Berechtigungen.',
    who: 'Erforderlich ist die Rolle „Globaler Administrator“ oder „Administrator für privilegierte Rollen“ zusammen mit dem Recht, Apps zu registrieren.',
    whoChange:
      'Erforderlich ist eine Administratorrolle: Anwendungsadministrator, Cloudanwendungsadministrator oder Globaler Administrator. Besitzer der App-Registrierung zu sein genügt nicht, weil nur Administratoren diesen Berechtigungen zustimmen und sie entfernen können.',
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
    full: 'Auch GroupMember.Read.All, um Personen nach Gruppen auszuwählen, und Chat.ReadWrite.All, um bestehende Chats zu ändern (noch nicht genutzt)',
    report: 'Auch Reports.Read.All: Limits werden nach Ihrem eigenen Nutzungsbericht vorgeschlagen',
  },
  setup: {
    plan: 'Geplante Änderungen',
    changes: 'Änderungen',
    start: 'Anmelden und einrichten',
    signingIn: 'Fahren Sie im Microsoft-Fenster fort. Diese Seite wird automatisch aktualisiert.',
    windowGone: 'Ich habe das Fenster geschlossen',
    running:
      'Die Einrichtung läuft. Sie können diese Seite verlassen; sie läuft weiter, solange Chatvault geöffnet ist.',
    doneTitle: 'Die App ist eingerichtet und funktioniert.',
    doneText:
      'Chatvault hat Ihre Anmeldung gelöscht. Ein Schritt bleibt: das Monatslimit festlegen und testen.',
    last: 'Limit festlegen und verbinden',
  },
  stopped: {
    title: 'Die Einrichtung wurde bei diesem Schritt angehalten',
    text: '{{done}} von {{total}} Aufrufen sind erledigt. Die als „offen“ markierten wurden nicht begonnen.',
    granted:
      'Chatvault hat die vorübergehenden Berechtigungen noch. Sie werden entfernt, was immer Sie als Nächstes wählen, auch wenn Sie diese Seite verlassen. Nur wenn Sie das Fenster schließen, bleiben sie bestehen.',
    retry: 'Erneut versuchen',
    retryText: 'macht hier weiter. Was schon da ist, wird wiederverwendet.',
    undo: 'Rückgängig machen',
    undoText:
      'entfernt nur, was die Einrichtung angelegt hat. Eine App, die es schon gab, behält die eingetragene Adresse und die aufgeführten Berechtigungen; das allein gibt noch keinen Zugriff.',
    manual: 'Manuell fortsetzen',
    manualText: 'lässt alles, wie es ist, und zeigt Ihnen die Schritte in Entra.',
    options: 'Optionen ändern',
    other: 'Mit einem anderen Konto anmelden',
    otherText:
      'macht hier mit einem Konto weiter, das die Rolle hat. Was schon da ist, wird wiederverwendet.',
    stop: 'Hier aufhören',
    undoTitle: 'Änderungen der Einrichtung rückgängig machen?',
    undoList:
      'Chatvault vergleicht zuerst seine Liste mit der von Microsoft und zeigt Ihnen beide. Wenn Sie zustimmen, machen diese Aufrufe die Änderungen rückgängig:',
    leaving: 'Die vorübergehenden Berechtigungen werden entfernt.',
  },
  compare: {
    running: 'Die Liste von Chatvault wird mit der von Microsoft verglichen. Noch ist nichts gelöscht.',
    first:
      'Chatvault vergleicht zuerst seine Liste mit der von Microsoft und zeigt Ihnen beide. Gelöscht wird erst, wenn Sie zustimmen.',
    start: 'Vergleichen',
    signIn: 'Anmelden und vergleichen',
    title: 'Diese Elemente löschen?',
    text: 'Prüfen Sie, ob die Namen und Zeitpunkte bei Microsoft zu Ihrer Einrichtung gehören. Noch ist nichts gelöscht.',
    nothing:
      'Bei Microsoft ist nichts mehr zu löschen. Chatvault löscht nur, was es zur Einrichtung gespeichert hat.',
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
      appUnknown:
        'Es ist nicht gespeichert, zu welcher App es gehört; Chatvault kann es deshalb bei Microsoft nicht prüfen.',
      anotherApp: 'Das ist eine andere App als die der Einrichtung.',
      older: 'Es ist älter als die Einrichtung.',
    },
    refused:
      'Es wurde nichts gelöscht, weil sich die Listen von Chatvault und Microsoft bei den unten markierten Elementen widersprechen. Prüfen Sie sie im Microsoft Entra Admin Center unter App-Registrierungen. Wenn die Einrichtung sie angelegt hat, löschen Sie sie dort. Wenn nicht, sagen Sie dem Administrator Ihres Chatvault-Servers, dass die Liste falsch ist.',
    confirm: 'Löschen',
  },
  undone: {
    title: 'Alle Änderungen wurden rückgängig gemacht.',
    text: 'Chatvault hat Ihre Anmeldung gelöscht.',
    again: 'Von vorn beginnen',
  },
  left: {
    title: 'Eine frühere Einrichtung wurde nicht aufgeräumt',
    list: 'Von ihr angelegt:',
    grant:
      'Die vorübergehenden Berechtigungen von {{who}} wurden nicht entfernt, weil die Seite geschlossen wurde oder ein Aufruf fehlschlug.',
    lentTitle: 'Vorübergehende Berechtigungen sind noch aktiv',
    giveBack: 'Anmelden und entfernen',
    undo: 'Anmelden und rückgängig machen',
    returned: 'Die vorübergehenden Berechtigungen wurden entfernt.',
    continues: 'Die Einrichtung macht dort weiter.',
  },
  outOfSight: {
    what: {
      setup: 'Die automatische Einrichtung',
      replace: 'Das Ersetzen von Schlüssel oder Zertifikat',
      billing: 'Die Verknüpfung mit einem Abonnement',
    },
    running: '{{what}} läuft.',
    stopped: '{{what}} wurde angehalten. Die vorübergehenden Berechtigungen dafür sind noch aktiv.',
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
    'delegated-grant': 'Vorübergehende Berechtigungen von',
  },
  manual: {
    revokeTitle: 'Die vorübergehenden Berechtigungen ließen sich nicht entfernen.',
    revokeText:
      'Öffnen Sie im Microsoft Entra Admin Center „Unternehmensanwendungen“, und suchen Sie nach der Anwendungs-ID {{app}}. Prüfen Sie unter Berechtigungen > Benutzerzustimmung, welche Sie erteilt haben: {{scopes}}. Oder entfernen Sie sie selbst unter myapps.microsoft.com: Öffnen Sie das Menü der App, und wählen Sie „Anwendung verwalten“.',
    oldTitle: 'Der bisherige Schlüssel oder das bisherige Zertifikat ist noch da.',
    oldText:
      'Die neuen Anmeldedaten werden jetzt verwendet. Welche die bisherigen waren, ist aber nicht sicher; deshalb wurde nichts gelöscht. Löschen Sie im Microsoft Entra Admin Center > App-Registrierungen > Ihre App > Zertifikate & Geheimnisse, was Sie nicht mehr verwenden.',
  },
  failed: {
    declined: {
      title: 'Sie haben nicht zugestimmt.',
      text: 'Nichts wurde geändert. Ohne diese Berechtigungen kann Chatvault die App nicht einrichten. Schritt für Schritt können Sie es selbst in Entra erledigen.',
    },
    closed: {
      title: 'Das Microsoft-Fenster wurde geschlossen, bevor die Anmeldung abgeschlossen war.',
      text: 'Nichts wurde geändert. Beginnen Sie erneut, wenn Sie so weit sind.',
    },
    blocked: {
      title: 'Ihr Browser hat das Microsoft-Fenster blockiert.',
      text: 'Lassen Sie Pop-ups für diese Seite zu, oder klicken Sie noch einmal: Beim zweiten Mal klappt es meist.',
    },
    approval: {
      title: 'Mit diesem Konto können Sie diesen Berechtigungen nicht zustimmen.',
      text: 'Melden Sie sich als globaler Administrator oder Administrator für privilegierte Rollen an, oder senden Sie diese Seite an jemanden mit dieser Rolle.',
    },
    rule: {
      title: 'Eine Richtlinie Ihrer Organisation hat die Anmeldung abgelehnt.',
      text: 'Der bedingte Zugriff verlangt ein anderes Gerät, einen anderen Ort oder eine Bestätigung. Versuchen Sie es auf einem Gerät, das Ihre Organisation verwaltet.',
    },
    tenant: {
      title: 'Dieses Konto gehört zu einer anderen Organisation.',
      text: 'Nichts wurde geändert. Melden Sie sich mit einem Konto der Organisation an, deren Chats gesichert werden sollen.',
    },
    signIn: {
      title: 'Die Anmeldung bei Microsoft ist fehlgeschlagen.',
      text: 'Versuchen Sie es erneut. Wenn das nicht hilft, senden Sie diesen Code an den Administrator Ihres Chatvault-Servers.',
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
      title: 'Microsoft braucht länger als sonst, um die Änderungen zu übernehmen.',
      text: 'Nichts ist verloren. Versuchen Sie es in ein paar Minuten erneut: Es geht hier weiter.',
    },
    busy: {
      title: 'Microsoft bittet um eine längere Pause.',
      text: 'Versuchen Sie es in ein paar Minuten erneut: Es geht hier weiter.',
    },
    refused: {
      title: 'Microsoft hat diesen Aufruf abgelehnt.',
      text: 'Vielleicht verbietet es eine Richtlinie Ihrer Organisation. Sind geheime Clientschlüssel verboten, ändern Sie die Optionen, und wählen Sie ein Zertifikat. Microsoft schreibt:',
    },
    elsewhere: {
      title: 'Die Einrichtung läuft in einem anderen Tab oder Fenster.',
      text: 'Machen Sie dort weiter, oder warten Sie, bis es fertig ist. Hier wurde nichts geändert.',
    },
    accountTaken: {
      title: 'Das Abrechnungskonto {{what}} bezahlt für eine andere App.',
      text: 'Ein Konto gehört zu genau einer App, deshalb wurde nichts geändert. Wählen Sie einen anderen Namen oder eine andere Ressourcengruppe.',
    },
    appUnknown: {
      title: 'Es ist nicht bekannt, zu welcher App {{what}} gehört.',
      text: 'Deshalb lässt es sich von hier aus nicht entfernen. Entfernen Sie es in Entra unter App-Registrierungen.',
    },
    anotherApp: {
      title: 'Die Liste von Chatvault nennt „{{what}}“; bei Microsoft ist das eine andere App.',
      text: 'Es wurde nichts gelöscht. Prüfen Sie die App im Microsoft Entra Admin Center unter App-Registrierungen. Wenn die Einrichtung sie angelegt hat, löschen Sie sie dort. Wenn nicht, sagen Sie dem Administrator Ihres Chatvault-Servers, dass die Liste falsch ist.',
    },
    older: {
      title: '„{{what}}“ ist älter als die Einrichtung.',
      text: 'Es wurde am {{when}} in Microsoft Entra angelegt, also vor der Einrichtung auf Chatvaults Liste. Es wurde nichts gelöscht. Prüfen Sie es im Microsoft Entra Admin Center unter App-Registrierungen. Wenn die Einrichtung es angelegt hat, löschen Sie es dort. Wenn nicht, sagen Sie dem Administrator Ihres Chatvault-Servers, dass die Liste falsch ist.',
    },
    notThere: {
      title: 'Alles wurde angelegt, aber der Test ist fehlgeschlagen.',
    },
  },
  replace: {
    title: 'Schlüssel oder Zertifikat automatisch ersetzen',
    text: 'Sie melden sich einmal an. Chatvault legt einen neuen Schlüssel oder ein neues Zertifikat an, testet und verwendet es und löscht erst danach die bisherigen Anmeldedaten. Sicherungen laufen weiter.',
    open: 'Automatisch ersetzen',
    start: 'Anmelden und ersetzen',
    running:
      'Wird ersetzt … Sicherungen verwenden die bisherigen Anmeldedaten, bis die neuen funktionieren. Sie können dieses Fenster schließen; es geht weiter, solange Chatvault geöffnet ist.',
    doneTitle: 'Die neuen Anmeldedaten werden jetzt verwendet.',
    doneText: 'Chatvault hat die bisherigen und Ihre Anmeldung gelöscht.',
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
    stop: 'Aufhören und unten manuell verknüpfen',
    keptTitle: 'Die vorhandene Verknüpfung wird verwendet.',
    subscription: 'Abonnement',
    group: 'Ressourcengruppe',
    name: 'Name der Verknüpfung',
    start: 'Verknüpfen',
    noApp: 'Richten Sie zuerst die App ein. Eine Verknüpfung nennt die App, für die bezahlt wird.',
    running: 'Die Verknüpfung wird angelegt.',
    doneTitle: 'Die App ist verknüpft.',
    doneText:
      'Bis Microsoft die Verknüpfung erkennt, kann es einige Minuten dauern. Chatvault hat Ihre Anmeldung gelöscht.',
    costs: 'Was Microsoft ab jetzt berechnet, wird über dieses Abonnement abgerechnet.',
  },
}
