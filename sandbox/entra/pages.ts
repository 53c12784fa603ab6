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

/** An account of another organization, Fabrikam: anyone who picks it cannot sign in here. */
export const OUTSIDER = {
  id: 'outsider',
  name: 'Sam Rivers',
  signInName: 'sam.rivers@fabrikam.com',
  tenantId: 'f4b21c4e-5a3d-4a9b-9a0e-6d1f0c7b2a10',
} as const

/** `notice`: why it is shown again. */
export function pickerPage(operators: readonly Operator[], action: string, notice = ''): string {
  const rows = operators.map(({ person, appRoles }) => {
    const roles = appRoles.length > 0 ? appRoles.join(', ') : 'no role'
    const line = `${escapeText(person.userPrincipalName)} · ${escapeText(person.jobTitle ?? '')} · ${roles}`
    return accountRow(person.id, escapeText(person.displayName), line)
  })
  return page(
    'Sign in to your account',
    `<h1>Pick an account</h1>
${notice === '' ? '' : `<p role="alert">${escapeText(notice)}</p>`}
<form method="post" action="${escapeText(action)}">
<ul>
${rows.join('\n')}
${accountRow(OUTSIDER.id, OUTSIDER.name, `${OUTSIDER.signInName} · another organization`)}
${accountRow('cancel', 'Cancel', 'Go back to the app')}
</ul>
<p>This is the sandbox tenant Contoso. No password is asked for, none is needed.</p>
</form>`,
  )
}

function accountRow(value: string, name: string, line: string): string {
  return `<li><button name="operator" value="${value}"><b>${name}</b><span>${line}</span></button></li>`
}

export function wrongTenantPage(message: string, action: string): string {
  return page(
    'Sign in to your account',
    `<h1>Sorry, but we’re having trouble signing you in.</h1><p>${escapeText(message)}</p>
<form method="post" action="${escapeText(action)}">
<button name="decision" value="${ANOTHER}"><b>Sign in with another account</b></button>
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

/** The decision to sign in with another account. */
export const ANOTHER = 'another'

/** What a page asks of someone who has signed in. */
interface Asked {
  readonly application: string
  readonly operator: Operator
  readonly action: string
}

function signedInAs({ operator }: Asked): string {
  return `<input type="hidden" name="operator" value="${operator.person.id}">
<p>${escapeText(operator.person.userPrincipalName)}</p>`
}

/** Consent of the person who signs in; an administrator may give it for everyone. */
export function consentPage(
  asked: Asked & { permissions: readonly string[]; forEverybody: boolean },
): string {
  const everybody = `<p><label><input type="checkbox" name="everybody" value="yes"> Consent on behalf of your organization</label></p>`
  return page(
    'Permissions requested',
    `<h1>Permissions requested</h1>
<form method="post" action="${escapeText(asked.action)}">
${signedInAs(asked)}
<p><b>${escapeText(asked.application)}</b> would like to:</p>
${list(asked.permissions)}
${asked.forEverybody ? everybody : ''}
${DECISIONS}
</form>`,
  )
}

/** Consent for the whole organization, to what the registration lists. */
export function adminConsentPage(asked: Asked & { permissions: readonly string[]; flow: string }): string {
  return page(
    'Permissions requested',
    `<h1>Permissions requested</h1>
<form method="post" action="${escapeText(asked.action)}">
${signedInAs(asked)}
<input type="hidden" name="flow" value="${escapeText(asked.flow)}">
<p>Review for your organization Contoso.</p>
<p><b>${escapeText(asked.application)}</b> would like to:</p>
${list(asked.permissions)}
<p>If you accept, this app gets access for all people in your organization.</p>
${DECISIONS}
</form>`,
  )
}

const DECISIONS = `<button name="decision" value="accept"><b>Accept</b></button>
<button name="decision" value="cancel"><b>Cancel</b></button>`

function list(lines: readonly string[]): string {
  return `<ul class="plain">${lines.map((line) => `<li>${escapeText(line)}</li>`).join('')}</ul>`
}

/** For people who may not consent to what is asked. */
export function approvalPage(asked: Asked): string {
  return page(
    'Need admin approval',
    `<h1>Need admin approval</h1>
<form method="post" action="${escapeText(asked.action)}">
${signedInAs(asked)}
<p><b>${escapeText(asked.application)}</b> needs permission to access resources in your organization that only an admin can grant. Ask an admin to grant permission to this app before you can use it.</p>
<p>AADSTS90094</p>
<button name="decision" value="${ANOTHER}"><b>Have an admin account? Sign in with that account</b></button>
<button name="decision" value="cancel"><b>Return to the application without granting consent</b></button>
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
