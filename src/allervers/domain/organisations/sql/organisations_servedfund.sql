alter table organisations_servedfund drop constraint if exists organisations_servedfund_kind_of_its_service,
add constraint organisations_servedfund_kind_of_its_service
FOREIGN KEY (service_id, kind) REFERENCES organisations_service(id, kind);
