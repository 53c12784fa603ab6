// Whoever reads German is shown German first; the other language is one link away.
if (!location.hash && /^de\b/i.test(navigator.language)) location.replace('#de')
