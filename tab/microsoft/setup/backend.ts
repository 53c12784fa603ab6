/** What of our own server a setup uses. */
import type {
  ChangeSetup,
  Connection,
  CredentialCheck,
  CredentialReplaced,
  MakeCertificate,
  NoteCreated,
  ReplaceCredential,
  SetDraftSecret,
  Setup,
  SetupProgress,
} from '../../../server/contract/index.ts'

export interface Backend {
  setup(): Promise<Setup>
  connection(): Promise<Connection>
  set(body: ChangeSetup): Promise<Setup>
  /** Destroys drafts; the journal remains. */
  restart(): Promise<void>
  /** The secret goes straight there: no answer and no screen ever has it. */
  handOver(body: SetDraftSecret): Promise<Setup>
  makeCertificate(body: MakeCertificate): Promise<Setup>
  /** Asks Microsoft what is there, again and again for `waitSeconds` where it may not have spread yet. */
  check(waitSeconds: number, onStep: (step: SetupProgress) => void): Promise<Setup>
  replaceCredential(
    body: ReplaceCredential,
    onCheck: (check: CredentialCheck) => void,
  ): Promise<CredentialReplaced>
  noteCreated(body: NoteCreated): Promise<void>
  strikeCreated(id: string): Promise<void>
}
