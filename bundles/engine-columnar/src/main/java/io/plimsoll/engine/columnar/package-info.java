/**
 * The columnar engine: exact sums by day and distinct combination of keys, in one mapped file.
 *
 * <p>Read it in this order. Rows come in through {@code PartRows}, which turns key columns into codes and hands
 * the rows to the {@code Shard} their hash belongs to. {@code RollupEncoder} orders what the shards hold and
 * packs it into the sections of a {@code RollupImage}. {@code ColumnarRollup} reads such an image, from memory or
 * from a mapped file. {@code QueryRun} answers a question: {@code Grouping} gives every entity a group, {@code
 * FactScan} sums facts by group, {@code AnswerRows} orders the outcome.
 */
@NullMarked
package io.plimsoll.engine.columnar;

import org.jspecify.annotations.NullMarked;
