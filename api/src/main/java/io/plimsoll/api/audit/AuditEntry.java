package io.plimsoll.api.audit;

/**
 * An event in its chain.
 *
 * @param sequence from 1, without gaps
 * @param hash of this entry and the one before, 64 hexadecimal digits
 */
public record AuditEntry(long sequence, AuditEvent event, String hash) {}
