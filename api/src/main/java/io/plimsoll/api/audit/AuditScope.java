package io.plimsoll.api.audit;

import java.nio.file.Path;

/**
 * One chain of events.
 *
 * @param name the organisation, or {@code host} for acts of the host itself
 * @param folder where the chain lies; only the sink writes there
 * @param trust a folder outside the organisation's own, for its signing key and checkpoints
 */
public record AuditScope(String name, Path folder, Path trust) {}
