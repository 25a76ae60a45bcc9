-- A book may charge an attempt when it is submitted, and one that failed or was cancelled (docs/rules/jobs.md, J4, J7, J12): what an attempt is charged no longer
-- says how it ended. What was charged has its movement.
alter table keter.iterations drop constraint iterations_check2;
alter table keter.iterations add constraint iterations_charged check (charge = 0 or charge_movement is not null);
