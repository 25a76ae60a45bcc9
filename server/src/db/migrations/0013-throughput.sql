-- The time of an edit is told from the last runs of its kind, each with what was guessed of it; a single rate said nothing of what an edit takes to start.
drop table keter.throughput;
create table keter.throughput (
  machine text not null,
  kind text not null,
  runs jsonb not null,
  primary key (machine, kind)
);
