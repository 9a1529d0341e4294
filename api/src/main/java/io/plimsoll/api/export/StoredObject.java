package io.plimsoll.api.export;

import java.time.Instant;

/**
 * An object as a listing saw it.
 *
 * @param path relative to the place, with {@code /} between folders
 * @param size in bytes
 * @param etag changes whenever the content does
 */
public record StoredObject(String path, long size, String etag, Instant lastModified) {}
