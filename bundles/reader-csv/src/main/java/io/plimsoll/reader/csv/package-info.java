/**
 * Reads CSV exports, plain or gzip compressed, into batches of the columns asked for.
 *
 * <p>The way of a byte: {@link io.plimsoll.reader.csv.ByteSource} (plain or inflated) fills the buffer of
 * {@link io.plimsoll.reader.csv.CsvScanner}, which finds rows and fields; {@link
 * io.plimsoll.reader.csv.CsvPart} hands each block of rows to the {@link
 * io.plimsoll.reader.csv.BatchColumn}s, one column at a time; these write Arrow vectors in bulk. No text
 * becomes a String on that way.
 */
@NullMarked
package io.plimsoll.reader.csv;

import org.jspecify.annotations.NullMarked;
