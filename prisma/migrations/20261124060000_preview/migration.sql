-- A cell may be one app of a preview component: app_install.allowed_apps:com.example.books.
ALTER TABLE "override"
    DROP CONSTRAINT "override_cell_check",
    ADD CONSTRAINT "override_cell_check" CHECK (
        "cell" ~ '^[a-z_]+(\.[a-z_]+)?$'
        OR "cell" ~ '^[a-z_]+\.allowed_apps:[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'
    );

-- And what Stripe answers may be one item of a list.
ALTER TABLE "drift"
    DROP CONSTRAINT "drift_cell_check",
    ADD CONSTRAINT "drift_cell_check" CHECK (
        "cell" ~ '^[A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,100}(:[A-Za-z0-9._-]{1,100})?)?$'
    );
