package io.plimsoll.api.export;

/**
 * What was asked of a place since it was opened, in words that the place's own log has too.
 *
 * @param application how every request names its sender
 * @param requestIds what the ids of all requests begin with; used by this opening of the place alone
 * @param requests how many were sent, repeated ones not among them
 * @param repeats how often one was sent again, because the place was busy or the connection broke
 * @param bytes content that was received
 */
public record ReadTrace(String application, String requestIds, long requests, long repeats, long bytes) {}
