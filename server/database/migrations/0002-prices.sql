-- What a message costs, from which UTC month on. Months before a change keep the price they had; the month of the change
-- takes the new one. The quota row holds the same for the month under way.
create table price (
  tenant_id uuid not null references tenant,
  from_month text not null,
  price_per_message text not null,
  currency text not null,
  regime text not null check (regime in ('metered', 'not-metered')),
  primary key (tenant_id, from_month)
);

insert into price (tenant_id, from_month, price_per_message, currency, regime)
select tenant_id, to_char(now() at time zone 'UTC', 'YYYY-MM'), price_per_message, currency, regime from quota;
