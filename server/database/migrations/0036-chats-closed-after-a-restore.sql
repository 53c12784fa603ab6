-- A chat that was left open, and that someone closed although it differs from the plan.
alter table restore_chat drop constraint restore_chat_state_check;
alter table restore_chat add constraint restore_chat_state_check check (state in (
  'waiting', 'creating', 'importing', 'checking', 'restored', 'left-open', 'closed', 'failed'));
