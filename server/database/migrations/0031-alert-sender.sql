-- The mailbox that sends a channel's e-mails where no mail server is set; null: the connection's test mailbox.
alter table alert_channel add column sender text;
