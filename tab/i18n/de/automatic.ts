import type { Translated } from '../catalogue.ts'
import type { automatic as english } from '../en/automatic.ts'

export const automatic: Translated<typeof english> = {
  loading: 'Automatische Einrichtung',
  step: {
    look: 'Nach einer vorhandenen App-Registrierung suchen',
    application: 'App-Registrierung anlegen oder richtigstellen',
    principal: 'App in Ihre Organisation aufnehmen',
    permissions: 'Nachsehen, welche Berechtigungen sie hat',
    grant: 'Berechtigung {{what}} erteilen',
    secret: 'Geheimen Clientschlüssel anlegen',
    handOver: 'Schlüssel an Ihren Chatvault-Server übergeben, der ihn versiegelt',
    certificate: 'Zertifikat auf Ihrem Chatvault-Server erzeugen; der private Schlüssel bleibt dort',
    upload: 'Zertifikat zur App-Registrierung hinzufügen',
    spread: 'Warten, bis Microsoft alles kennt, und es testen',
    replace: 'Das Neue testen und ab jetzt verwenden',
    removeOld: 'Das Alte aus der App-Registrierung entfernen',
    revoke: 'Die geliehenen Rechte zurückgeben',
    drop: 'Ihre Anmeldung vergessen',
    undoApplication: 'App-Registrierung {{what}} löschen',
    undoPrincipal: 'App {{what}} aus Ihrer Organisation nehmen',
    undoRole: 'Berechtigung {{what}} entziehen',
    undoSecret: 'Geheimen Clientschlüssel {{what}} entfernen',
    undoCertificate: 'Zertifikat {{what}} entfernen',
    undoBilling: 'Abrechnungskonto {{what}} entfernen',
    forget: 'Vergessen, was hier davon aufgehoben wurde',
    provider: 'Abrechnung von Microsoft Graph im Abonnement zulassen',
    account: 'App als {{what}} mit dem Abonnement verknüpfen',
    note: 'Festhalten, welches Abonnement es ist',
  },
  state: {
    waiting: 'offen',
    running: 'läuft',
    done: 'erledigt',
    found: 'war schon so',
    byHand: 'bleibt von Hand zu tun',
    failed: 'fehlgeschlagen',
  },
  list: 'Aufrufe in ihrer Reihenfolge',
  wait: {
    replication:
      'Microsoft hat noch nicht verteilt, was eben angelegt wurde. Das ist üblich; gefragt wird seit {{waited}}, höchstens {{upTo}}.',
    busy: 'Microsoft bittet um eine Pause. Es geht von selbst weiter.',
    spread:
      'Microsoft kennt noch nicht alles. Das ist üblich und dauert bis zu {{upTo}}; gefragt wird seit {{waited}}.',
    bar: 'Warten auf Microsoft',
  },
  lend: {
    title: 'Was Sie leihen, und wie lange',
    text: 'Microsoft bittet Sie, sich anzumelden und den Rechten unten zuzustimmen. Chatvault verwendet sie nur in diesem Fenster, nur für die hier aufgeführten Aufrufe, und gibt sie mit dem letzten zurück.',
    list: 'Rechte, die Sie leihen',
    scope: {
      'Application.ReadWrite.All': 'legt die App-Registrierung an und ändert sie',
      'AppRoleAssignment.ReadWrite.All':
        'erteilt der App ihre Berechtigungen: das ist die Administratorzustimmung',
      'DelegatedPermissionGrant.ReadWrite.All': 'nimmt diese Rechte am Ende zurück',
      user_impersonation: 'verknüpft die App mit einem Azure-Abonnement',
    },
    org: 'Wenn Microsofts Seite „Zustimmung im Namen Ihrer Organisation“ anbietet, lassen Sie das Kästchen leer: Sie leihen die Rechte, sonst niemand.',
    who: 'Dafür braucht es die Rolle Globaler Administrator, oder Administrator für privilegierte Rollen, der auch Apps registrieren darf.',
    whoChange:
      'Dafür braucht es jemanden, der die App-Registrierung ändern darf: ihren Besitzer oder einen Anwendungsadministrator.',
    whoBilling:
      'Dafür braucht es jemanden, der die App-Registrierung ändern darf und Besitzer oder Mitwirkender des Abonnements oder der Ressourcengruppe ist.',
    colleague: 'Sie sind es nicht? Senden Sie diese Seite an jemanden, der es ist:',
    share: 'Chatvault einrichten',
  },
  options: {
    title: 'Schlüssel, Zertifikat und Berechtigungen',
    kind: 'Womit sich die App anmeldet',
    secret: 'Geheimer Clientschlüssel',
    certificate: 'Zertifikat: der private Schlüssel entsteht auf Ihrem Server und verlässt ihn nie',
    months: 'Gültig für',
    month_one: '{{n}} Monat',
    month_other: '{{n}} Monate',
    set: 'Berechtigungen',
    full: 'Alles, was Chatvault verwenden kann',
    least: 'Nur das Nötige: keine Auswahl nach Gruppen, später keine Änderung an Chats',
  },
  setup: {
    plan: 'Was geschehen wird',
    start: 'Anmelden und einrichten',
    signingIn: 'Machen Sie in Microsofts Fenster weiter. Diese Seite folgt von selbst.',
    windowGone: 'Ich habe das Fenster geschlossen',
    running:
      'Die Einrichtung läuft. Sie können diese Seite verlassen; es geht weiter, solange Chatvault geöffnet ist.',
    doneTitle: 'Die App ist eingerichtet und funktioniert.',
    doneText: 'Ihre Anmeldung ist vergessen. Ein Schritt bleibt: das Monatslimit und ein Test.',
    last: 'Limit festlegen und verbinden',
  },
  stopped: {
    title: 'Hier ging es nicht weiter',
    text: '{{done}} von {{total}} Aufrufen sind erledigt; was als „offen“ markiert ist, wurde nicht begonnen.',
    lent: 'Die geliehenen Rechte bestehen noch. Was Sie unten auch wählen, gibt sie zurück.',
    retry: 'Erneut versuchen',
    retryText: 'macht hier weiter; was da ist, wird gefunden und nicht doppelt angelegt.',
    undo: 'Rückgängig machen',
    undoText: 'entfernt, was angelegt wurde, und nichts, was vorher da war.',
    byHand: 'Von Hand fortsetzen',
    byHandText: 'lässt alles, wie es ist, und zeigt Ihnen die Schritte in Entra.',
    undoTitle: 'Rückgängig machen, was angelegt wurde?',
    undoList: 'Bei Microsoft wird entfernt:',
    leaving: 'Die geliehenen Rechte werden zurückgegeben.',
  },
  undone: {
    title: 'Alles, was angelegt wurde, ist wieder fort.',
    again: 'Von vorn beginnen',
  },
  left: {
    title: 'Eine frühere Einrichtung hat etwas hinterlassen',
    list: 'Von ihr angelegt:',
    grant:
      'Die von {{who}} geliehenen Rechte wurden nicht zurückgegeben, weil die Seite geschlossen wurde oder ein Aufruf fehlschlug.',
    giveBack: 'Anmelden und zurückgeben',
    undo: 'Anmelden und rückgängig machen',
    returned: 'Die Rechte sind zurückgegeben.',
    goOn: 'Die Einrichtung setzt darauf auf.',
  },
  kind: {
    application: 'App-Registrierung',
    'service-principal': 'App in Ihrer Organisation (Unternehmensanwendung)',
    'app-role': 'Berechtigung',
    secret: 'Geheimer Clientschlüssel',
    certificate: 'Zertifikat',
    'billing-account': 'Abrechnungskonto',
    'delegated-grant': 'Rechte, geliehen von',
  },
  byHand: {
    revokeTitle: 'Die geliehenen Rechte ließen sich nicht zurücknehmen.',
    revokeText:
      'Öffnen Sie im Microsoft Entra Admin Center Unternehmensanwendungen > {{app}} > Berechtigungen > Benutzerzustimmung und prüfen Sie die Berechtigungen, die Sie gegeben haben: {{scopes}}. Oder entfernen Sie sie selbst unter myapps.microsoft.com > {{app}} > Anwendung verwalten.',
    oldTitle: 'Welches das Alte ist, ließ sich nicht sicher sagen.',
    oldText:
      'Das Neue ist in Gebrauch. Löschen Sie im Microsoft Entra Admin Center > App-Registrierungen > Ihre App > Zertifikate & Geheimnisse das, was Sie nicht mehr verwenden.',
    signInApp: 'Chatvault',
  },
  failed: {
    declined: {
      title: 'Sie haben nicht zugestimmt.',
      text: 'Nichts wurde geändert. Ohne diese Rechte kann Chatvault es nicht für Sie tun; Schritt für Schritt erledigen Sie es selbst in Entra.',
    },
    closed: {
      title: 'Microsofts Fenster wurde vorher geschlossen.',
      text: 'Nichts wurde geändert. Beginnen Sie erneut, wenn Sie so weit sind.',
    },
    blocked: {
      title: 'Ihr Browser hat Microsofts Fenster blockiert.',
      text: 'Lassen Sie Pop-ups für diese Seite zu, oder klicken Sie noch einmal: der zweite Klick wird meist durchgelassen.',
    },
    approval: {
      title: 'Dieses Konto darf diesen Rechten nicht zustimmen.',
      text: 'Melden Sie sich als Globaler Administrator oder Administrator für privilegierte Rollen an, oder senden Sie diese Seite an einen.',
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
      title: 'Microsoft hat Sie nicht angemeldet.',
      text: 'Versuchen Sie es erneut. Wenn es so bleibt, hilft der Code denen, die Chatvault für Sie betreiben.',
    },
    ended: {
      title: 'Ihre Anmeldung wurde nicht mehr angenommen.',
      text: 'Versuchen Sie es erneut: Microsoft bittet Sie noch einmal um die Anmeldung, und es geht hier weiter.',
    },
    rights: {
      title: 'Ihr Konto darf das nicht.',
      text: 'Apps registriert ein Anwendungsadministrator, Berechtigungen erteilt ein Administrator für privilegierte Rollen; ein Globaler Administrator darf beides. Eine eben erst gegebene Rolle gilt ab der nächsten Anmeldung.',
      azure:
        'Verknüpfen darf ein Besitzer oder Mitwirkender des Abonnements oder der Ressourcengruppe. Wählen Sie eine andere, oder fragen Sie, wem sie gehört.',
    },
    network: {
      title: 'Microsoft war nicht zu erreichen.',
      text: 'Prüfen Sie Ihre Internetverbindung. Der Aufruf kann trotzdem ausgeführt worden sein: ein neuer Versuch findet das heraus.',
    },
    replication: {
      title: 'Microsoft braucht länger als sonst, um das Angelegte zu verteilen.',
      text: 'Nichts ist verloren. Versuchen Sie es in ein paar Minuten erneut: es geht hier weiter.',
    },
    busy: {
      title: 'Microsoft bittet um eine längere Pause.',
      text: 'Versuchen Sie es in ein paar Minuten erneut: es geht hier weiter.',
    },
    refused: {
      title: 'Microsoft hat diesen Aufruf abgelehnt.',
      text: 'Vielleicht steht eine Regel Ihrer Organisation dagegen, etwa eine, die geheime Clientschlüssel verbietet: dann wählen Sie ein Zertifikat. Microsoft sagt:',
    },
    notThere: {
      title: 'Alles wurde angelegt, aber der Test sagt Nein.',
    },
  },
  rotate: {
    title: 'Automatisch',
    text: 'Sie melden sich einmal an; das Neue wird angelegt, getestet und in Gebrauch genommen, erst dann wird das Alte entfernt. Sicherungen laufen dabei weiter.',
    open: 'Automatisch erledigen',
    start: 'Anmelden und austauschen',
    running: 'Der Austausch läuft. Sicherungen verwenden das Alte, bis das Neue funktioniert.',
    doneTitle: 'Das Neue ist in Gebrauch.',
    doneText: 'Das Alte ist fort, und Ihre Anmeldung ist vergessen.',
  },
  remove: {
    title: 'Was die Einrichtung bei Microsoft angelegt hat',
    text: 'Chatvaults Einrichtung hat es angelegt und kann es ebenso löschen. Was Sie selbst angelegt haben, bleibt.',
    button: 'Bei Microsoft löschen',
    ask: 'Löschen, was die Einrichtung angelegt hat?',
    confirm: 'Anmelden und löschen',
    running: 'Wird gelöscht.',
    doneTitle: 'Alles ist gelöscht.',
    doneText:
      'Entra hebt eine gelöschte App-Registrierung 30 Tage unter Gelöschte Anwendungen auf; so lange lässt sie sich dort wiederherstellen.',
  },
  billing: {
    title: 'Ein Abonnement automatisch verknüpfen',
    text: 'Sie melden sich einmal an und wählen das Abonnement, das bezahlt. Chatvault verknüpft es und zeigt die Verknüpfung.',
    look: 'Anmelden und auswählen',
    looking: 'Ihre Abonnements werden gesucht.',
    found: 'Die App ist schon verknüpft, als {{name}} in der Ressourcengruppe {{group}}.',
    keep: 'Diese Verknüpfung verwenden',
    none: 'Ihr Konto sieht kein Abonnement. Melden Sie sich mit einem an, das eines sieht, oder fragen Sie, wem es gehört.',
    noGroup:
      'Dieses Abonnement hat keine Ressourcengruppe. Legen Sie im Azure-Portal eine an, dann wählen Sie erneut.',
    subscription: 'Abonnement',
    group: 'Ressourcengruppe',
    name: 'Name der Verknüpfung',
    start: 'Verknüpfen',
    noApp: 'Richten Sie zuerst die App ein: eine Verknüpfung nennt die App, für die sie bezahlt.',
    running: 'Wird verknüpft.',
    doneTitle: 'Die App ist verknüpft.',
    doneText: 'Bis das bei Microsoft gilt, kann es ein paar Minuten dauern. Ihre Anmeldung ist vergessen.',
    costs: 'Was Microsoft ab jetzt berechnet, geht an dieses Abonnement.',
  },
}
