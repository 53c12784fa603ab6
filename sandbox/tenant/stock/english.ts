/**
 * Dialogues as people at Contoso type them. `A`, `B`, `C` are speakers; `{B}` is a speaker's first name, `{@B}` mentions
 * them; `[file]`, `[image]`, `[code]` attach one; other braces are slots (see ../dialogue.ts).
 */
export const ENGLISH: readonly string[] = [
  `A Morning {B}, did the {project} deploy go through last night?
B Yes, at {time}. Two warnings, nothing red.
A Great. Can you drop the log in here?
B [file] here you go, the interesting part starts at line {n}
A 👍 thanks`,
  `A {@B} the {customer} contract still says {money}, shouldn't that be net of VAT?
B Good catch. Legal changed the template last {day} and I pasted the old number.
A No harm done, they have not signed yet.
B Corrected version: [file]
A Looks right to me. Sending it to {customer} now.
B 🙏`,
  `A Who is in for lunch? {dish} place at {time}
B me!
C I have a call until half past, start without me
A We'll keep a chair free 😄
B They are out of {dish} today, apparently
A tragedy`,
  `A The dashboard shows {n} failed jobs since {time}
B Looking
B It's the {city} gateway again, certificate expired over night
A Can we renew it without a ticket?
B {ticket} is open already, renewing now
B Done. Queue is draining.
A Confirmed on my side, back to zero. Nice work`,
  `A Here is how the new start page looks with real data [image]
B Oh that is much calmer. Can the chart go below the table on a phone?
A Already does, will post that too
A [image]
B ❤️`,
  `A Quick one: are we still on for {day} {time}?
B Yes, room Aurora. I invited {customer} as well.
A Perfect, I bring the printouts`,
  `A I'm out from {day}, {B} has the keys to everything
B All of them?
A All but the coffee machine 😉
C I knew it
B Enjoy the time off!`,
  `A {@B} could you review the {project} plan before {day}? Section 4 is the risky bit.
B Reading it now
B Comments are in the document. My main worry is the {n} days for testing, that is optimistic.
A Fair. What would you say?
B Double it and ask for a freeze of the interface.
A OK. I will raise it in the steering round.`,
  `A {customer} called. Invoice {n} was sent twice.
B Checking
B Right, the second one went out when we re-ran the batch. I will send a credit note.
A Please copy me, they were not amused
B Sure`,
  `A Does anybody know why VPN is so slow from {city}?
B Half the building is on the guest line because of the switch replacement
C Until {time}, says the notice
A Ah. Then I work offline for a bit`,
  `A This query takes {n} seconds [code]
B You are missing the index on tenant and month
A 🤦
A With the index: 40 ms
B That will be {money}, please
A put it on my tab`,
  `A Interview feedback for the analyst role: strong on modelling, a little quiet, clearly prepared.
B Same impression. I would invite her to the team day.
A Then let's. Can you tell HR?
B Will do before {time}`,
  `A Reminder: timesheets close {day} at {time}. {n} of you are still open.
B Done
C Done, sorry
A Thank you! Down to two 🎯`,
  `A The forklift in {city} stands still, hydraulic line.
B Is anyone hurt?
A No, all fine. Technician comes at {time}.
B Then please move the {customer} load to bay 3 and tell the driver.
A Already moved. Photo for the report: [image]`,
  `A What's the plan if {customer} says no?
B Then we go with the smaller package and come back in spring
A And the price?
B {money}, not a cent below. I promised finance.
A Understood. Fingers crossed 🤞`,
  `A Slides for the quarterly review are here: [file]
B Page 7 has last year's numbers
A Argh. Fixed
B And there is a typo on the title page 😅
A Also fixed. Anything else?
B No, it is a good deck. Really.`,
  `A Happy birthday {@B}! 🎂🎉
C Happy birthday!!
B Thank you all! There is cake in the kitchen, first come first served
A on my way`,
  `A {ticket} came back. Same customer, same error.
B Did they clear the cache this time?
A They say so. I don't believe it.
B Let me join the next call, {day} {time}
A You're a hero`,
  `A Do we archive these chats somewhere?
B Not yet. If it is not in the mailbox it is gone, more or less.
A {customer} asks for everything about {project} from spring.
B Then legal should start a hold today. {@C} can you?
C On it. I need the names and the dates.
A {B}, me, and two people at {customer}. March to June.`,
  `A server room temperature: {n} degrees
B that cannot be right
A Sensor 3 is broken since {day}, 1 and 2 say 21
B Can we mute it?
A muted until {day}`,
  `A Draft of the press note. Please be brutal.
B "Leading provider of leading solutions" has to go
A I said brutal, not cruel
B Rest is good. Shorter second paragraph and a quote by someone who exists.
A lol. New version: [file]`,
  `A Who changed the access rules on the {project} share?
B Me, for the auditors. Read only, until {day}.
A OK, please note it in {ticket} next time
B You're right, adding it now`,
  `A Flight is delayed, landing in {city} at {time}
B Safe travels! We start without you and record it.
A Thanks. My part is on slide {n}, the notes are below`,
  `A I compared the three offers. The second one is cheapest only if we take the long contract.
B How long?
A 36 months
B No way. What about the third?
A {money} a year, can be cancelled quarterly. And their support answered at night.
B Then that one. Please write two lines why, for the file.`,
  `A standup in two minutes
B coming
C My microphone is dead, I'll type: yesterday {ticket}, today tests, no blockers
A 👌`,
  `A The customer wants the export as CSV *and* as PDF
B Both from the same button?
A Yes
B Then it is {n} days, not two. The PDF needs pages and a header.
A Let me ask whether HTML is enough
A HTML is enough 🎉
B best news of the week`,
  `A Is the number in cell D{n} a formula or did somebody type it?
B Typed. By me. Under pressure.
A 😬
B Formula restored. It changes the total by {money}.
A Up or down?
B Up, luckily`,
  `A {@B} please do not send customer data by chat, even to me
B Sorry, you're right. Deleted it.
A Thanks. Use the secure folder, link is in the handbook`,
  `A Someone left a laptop in the {city} meeting room
B Black, with a sticker of a whale?
A That one
B Mine 🐳 coming`,
  `A We have {n} open positions and three recruiters on holiday
B I can take two of the calls
A You would save me
B Send me the names and the pay range, please
A [file]`,
  `A FYI the supplier confirmed: pallets arrive {day}, {time}, gate B
B Good. Is the paperwork with customs?
A Since this morning
B Then I book the crew`,
  `A Can somebody explain the {n} % drop in sign-ups?
C We removed the free tier banner on {day}
A and nobody thought of telling marketing?
C I did mention it in the review. But I should have written it down, sorry
A ok. Please put it back until we have a plan
C Back live in ten minutes`,
  `A The lift is broken again
B Third time this month
A I am on floor 6. With the projector.
B Coming down to help 💪`,
  `A Please everybody read the new travel policy. In short: trains below four hours, no exceptions for {city}.
B What about customer visits with samples?
A Covered in section 3, car is fine
C 👍`,
  `A Have you seen the {customer} feedback? "Best setup we ever had"
B 🥹
A That is your team's work, {B}. Please tell them.
B I will read it out on {day}`,
  `A Final numbers for {project}: {money} under budget, {n} days late.
B I'd take that any time
A The board as well, it seems. Approved without discussion.
B 🍾`,
  `A {B}, the {customer} call moved to {day} {time}. Can you still make it?
B Barely. I'd have to leave a quarter of an hour early.
A Fine, I take the second half then.`,
  `A Does the archive of {project} include the chats, or only mail?
B Mail for sure. Chats I would have to ask.
A Please do, the lawyers want an answer by {day}
B Answer from IT: chats as well, since spring. Search works by person and by word.
A That is all I needed 🙏`,
  `A Painters come on {day}. Please clear your desks in the {city} office.
B Even the drawers?
A Only the tops
C Where do the plants go? 🪴
A Kitchen. I water them, promised.`,
  `A Your expense report was sent back, two receipts are missing
B Hotel and taxi?
A Exactly
B [image] hotel. The taxi one is lost, I'm afraid.
A Then please write a short note instead, that is enough below 50 €`,
  `A I get "access denied" on the {project} board
B Since when?
A Since this morning, after the password change
B Sign out everywhere once and back in
A Works. Magic.`,
  `A The numbers for {city} look too good. {n} units in one week?
B I thought the same. It is one order by {customer}, confirmed by phone.
A Wow. Then production has to know today.
B They do. Extra shift on {day}.
A 💪`,
  `A First customer survey is in: [file]
B {n} answers! Anything that hurts?
A Invoices are hard to read, says nearly everybody
B That we can fix. Who owns the template?
A {C}, I believe
C Guilty. Give me until {day}.`,
  `A Can someone test the new booking form before we go live? Takes five minutes.
B On it
B Two things: the date jumps back when I change the room, and the button is below the fold on my laptop
A Both confirmed, thank you. Fix is on its way.
A Deployed, please try again
B Perfect now`,
  `A Board wants the risk list in one page. Currently {n} rows 😅
B Top ten by impact, the rest as an annex
A And colours?
B No colours. Last time they argued about the colours.`,
  `A Good evening, sorry for the late message. Alarm at site {city}, false alarm, police has left.
B Thanks for handling that. Please get some sleep, we talk tomorrow.`,
  `A What do we do with {n} old laptops?
B Wipe, then the school project takes them
A All of them have disks with seals?
B Yes, list is here [file]
A Great, I'll arrange the pick-up for {day}`,
  `A {@B} welcome to the team! 🎉
B Thank you! Everything works but the door badge 😄
C Come by the reception, they know
A Lunch at {time}? We always go together on the first day
B Gladly!`,
]

/** Lines that stand alone between dialogues. */
// biome-ignore format: a table reads better in rows
export const ENGLISH_LINES: readonly string[] = [
  'ok', 'thanks!', '👍', 'sounds good', 'on it', 'brb', 'See you at {time}', 'Done ✅', 'Let me check', 'haha', 'yes please',
  'Can you call me when you have a minute?', 'Sent you the file by mail as well', 'No news from {customer} yet',
  'I will be late, train stuck in {city}', '{ticket} is closed', 'Nice one, {B}', 'Have a good weekend everyone ☀️',
  'Parking lot is full, use the one behind the station', 'Does {day} work for you?', 'Any update on {project}?',
  'Who has the adapter?', 'Reminder: fire drill at {time}', 'I put the minutes into the notebook', 'Works on my machine 🙃',
]
