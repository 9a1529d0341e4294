package io.plimsoll.host.runtime;

import java.time.Duration;

/**
 * What a plug-in did and takes since it was loaded. A snapshot; another one is taken for each question.
 *
 * @param plugin its name
 * @param kind the simple name of its interface
 * @param file the file name of its bundle
 * @param calls calls made into it, those that close among them
 * @param failures calls that failed through its own fault
 * @param p95 the time that 95 of 100 calls stayed below, at most a quarter too long; zero before the first call
 * @param memory bytes off the heap that it holds now out of the host's allocators
 * @param leaked bytes of these that outlived the object they were read for
 */
public record PluginUsage(
    String plugin,
    String kind,
    String version,
    String file,
    long calls,
    long failures,
    Duration p95,
    long memory,
    long leaked) {}
