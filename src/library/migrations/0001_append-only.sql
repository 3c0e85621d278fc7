-- Nothing in the library is changed or removed once written. INSERT OR REPLACE deletes without firing delete triggers,
-- so it is stopped before the insert.
CREATE TRIGGER `strategy_versions_no_update` BEFORE UPDATE ON `strategy_versions` BEGIN SELECT RAISE(ABORT, 'a strategy version is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `strategy_versions_no_delete` BEFORE DELETE ON `strategy_versions` BEGIN SELECT RAISE(ABORT, 'a strategy version is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `strategy_versions_no_replace` BEFORE INSERT ON `strategy_versions`
WHEN EXISTS (SELECT 1 FROM `strategy_versions` WHERE hash = NEW.hash AND definition <> NEW.definition)
BEGIN SELECT RAISE(ABORT, 'a strategy version is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `runs_no_update` BEFORE UPDATE ON `runs` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `runs_no_delete` BEFORE DELETE ON `runs` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `runs_no_replace` BEFORE INSERT ON `runs`
WHEN EXISTS (SELECT 1 FROM `runs` WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `run_policies_no_update` BEFORE UPDATE ON `run_policies` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `run_policies_no_delete` BEFORE DELETE ON `run_policies` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `run_policies_no_replace` BEFORE INSERT ON `run_policies`
WHEN EXISTS (SELECT 1 FROM `run_policies` WHERE run_id = NEW.run_id AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `figures_no_update` BEFORE UPDATE ON `figures` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `figures_no_delete` BEFORE DELETE ON `figures` BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `figures_no_replace` BEFORE INSERT ON `figures`
WHEN EXISTS (SELECT 1 FROM `figures` WHERE run_id = NEW.run_id AND position = NEW.position AND outcome = NEW.outcome AND cell_kind = NEW.cell_kind AND cell_id = NEW.cell_id)
BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `trials_no_update` BEFORE UPDATE ON `trials` BEGIN SELECT RAISE(ABORT, 'the trial ledger is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `trials_no_delete` BEFORE DELETE ON `trials` BEGIN SELECT RAISE(ABORT, 'the trial ledger is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `trials_no_replace` BEFORE INSERT ON `trials`
WHEN EXISTS (SELECT 1 FROM `trials` WHERE run_id = NEW.run_id AND version_hash = NEW.version_hash AND outcome = NEW.outcome)
BEGIN SELECT RAISE(ABORT, 'the trial ledger is append-only'); END;
