import type { Operator } from '../tenant/people.ts'

/** The few pages a browser sees; plain HTML, no script. */

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef2f7;
    font: 15px/1.35 "Segoe UI", system-ui, sans-serif; color: #1b1b1b }
  main { width: min(440px, 100vw); box-sizing: border-box; padding: 44px; background: #fff; box-shadow: 0 2px 6px #0003 }
  .sign { display: grid; grid-template-columns: 10px 10px; gap: 2px; margin-bottom: 16px }
  .sign i { width: 10px; height: 10px }
  h1 { font-size: 24px; font-weight: 600; margin: 0 0 12px }
  ul { list-style: none; margin: 0 -44px; padding: 0 }
  button { font: inherit; width: 100%; padding: 12px 44px; border: 0; background: none; text-align: left; cursor: pointer }
  button:hover { background: #ebebeb }
  button:focus-visible { outline: 2px solid #005fb8; outline-offset: -2px }
  button b { display: block; font-weight: 600 } button span { color: #505050; font-size: 13px }
  ul.plain { margin: 8px 0; padding-left: 20px; list-style: disc }
  form p { margin: 16px 0 0; color: #505050; font-size: 13px }
</style>
</head>
<body>
<main>
<div class="sign" aria-hidden="true"><i style="background:#b3541e"></i><i style="background:#4a7a2c"></i><i style="background:#2166a5"></i><i style="background:#a88411"></i></div>
${content}
</main>
</body>
</html>
`
}

export function pickerPage(operators: readonly Operator[], action: string): string {
  const rows = operators.map(({ person, appRoles }) => {
    const roles = appRoles.length > 0 ? appRoles.join(', ') : 'no role'
    const line = `${escapeText(person.userPrincipalName)} · ${escapeText(person.jobTitle ?? '')} · ${roles}`
    return `<li><button name="operator" value="${person.id}"><b>${escapeText(person.displayName)}</b><span>${line}</span></button></li>`
  })
  return page(
    'Sign in to your account',
    `<h1>Pick an account</h1>
<form method="post" action="${escapeText(action)}">
<ul>
${rows.join('\n')}
<li><button name="operator" value="cancel"><b>Cancel</b><span>Go back to the app</span></button></li>
</ul>
<p>This is the sandbox tenant Contoso. No password is asked for, none is needed.</p>
</form>`,
  )
}

export function devicePageHtml(operators: readonly Operator[], action: string, wrong: boolean): string {
  const people = operators.map(
    ({ person }) =>
      `<li><button name="operator" value="${person.id}"><b>${escapeText(person.displayName)}</b></button></li>`,
  )
  return page(
    'Sign in to your account',
    `<h1>Enter code</h1>
<form method="post" action="${escapeText(action)}">
<p>${wrong ? 'That code did not work. ' : ''}Enter the code shown on your device, then pick an account.</p>
<label for="code">Code</label> <input id="code" name="code" autocomplete="off" required>
<ul>
${people.join('\n')}
<li><button name="operator" value="cancel"><b>Cancel</b></button></li>
</ul>
</form>`,
  )
}

export function deviceDonePage(): string {
  return page(
    'Sign in to your account',
    '<h1>You have signed in on your device</h1><p>You may close this window.</p>',
  )
}

export function consentPage(application: string, permissions: readonly string[], action: string): string {
  return page(
    'Permissions requested',
    `<h1>Permissions requested</h1>
<p>Review for your organization Contoso, as its Global Administrator.</p>
<p><b>${escapeText(application)}</b> would like to:</p>
<ul class="plain">${permissions.map((name) => `<li>${escapeText(name)}</li>`).join('')}</ul>
<form method="post" action="${escapeText(action)}">
<button name="decision" value="accept"><b>Accept</b></button>
<button name="decision" value="cancel"><b>Cancel</b></button>
</form>`,
  )
}

export function errorPage(message: string): string {
  return page(
    'Sign in to your account',
    `<h1>Sorry, but we’re having trouble signing you in.</h1><p>${escapeText(message)}</p>`,
  )
}

export function signedOutPage(): string {
  return page('Sign out', '<h1>You signed out of your account</h1><p>You may close this window.</p>')
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
