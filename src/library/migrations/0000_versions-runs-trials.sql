CREATE TABLE `figures` (
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`outcome` text NOT NULL,
	`cell_kind` text NOT NULL,
	`cell_id` text NOT NULL,
	`decisions` integer NOT NULL,
	`dr` real,
	`dr_standard_error` real,
	`snips` real,
	`snips_standard_error` real,
	`difference` real,
	`difference_standard_error` real,
	`difference_low` real,
	`difference_high` real,
	`verdict` text,
	`refusals` text NOT NULL,
	PRIMARY KEY(`run_id`, `position`, `outcome`, `cell_kind`, `cell_id`),
	FOREIGN KEY (`run_id`,`position`) REFERENCES `run_policies`(`run_id`,`position`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `figures_by_outcome` ON `figures` (`outcome`,`cell_kind`,`cell_id`);--> statement-breakpoint
CREATE TABLE `run_policies` (
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`policy_id` text NOT NULL,
	`version_hash` text,
	PRIMARY KEY(`run_id`, `position`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_hash`) REFERENCES `strategy_versions`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `run_policies_by_version` ON `run_policies` (`version_hash`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`dataset` text NOT NULL,
	`data_hash` text NOT NULL,
	`champion` text NOT NULL,
	`seed` integer NOT NULL,
	`settings` text NOT NULL,
	`evaluation` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_by_dataset` ON `runs` (`dataset`,`created_at`);--> statement-breakpoint
CREATE TABLE `strategy_versions` (
	`hash` text PRIMARY KEY NOT NULL,
	`strategy_id` text NOT NULL,
	`dataset` text NOT NULL,
	`definition` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `strategy_versions_by_strategy` ON `strategy_versions` (`dataset`,`strategy_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `trials` (
	`run_id` text NOT NULL,
	`version_hash` text NOT NULL,
	`dataset` text NOT NULL,
	`outcome` text NOT NULL,
	`champion` text NOT NULL,
	`tried_at` integer NOT NULL,
	PRIMARY KEY(`run_id`, `version_hash`, `outcome`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_hash`) REFERENCES `strategy_versions`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `trials_by_question` ON `trials` (`dataset`,`outcome`,`champion`,`version_hash`);