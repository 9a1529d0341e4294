package io.plimsoll.api.export;

import java.util.Map;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Rows of some columns, at least one row.
 *
 * <p>Empty text is null. A text column comes as a {@code VarCharVector} or as an {@code IntVector} of codes
 * into its dictionary; a null row of codes has its validity bit cleared and carries the code -1. Decimals
 * are exact: the scale of a decimal vector is the least that holds its batch, so it may differ from batch to
 * batch.
 *
 * @param columns the vectors, in the order asked for
 * @param dictionaries by column name, the values its codes point to. It is the same vector object for all
 *     batches of a part and only ever grows, so a code keeps its meaning within the part, and within the parts that
 *     go on with it
 */
public record Batch(VectorSchemaRoot columns, Map<String, VarCharVector> dictionaries) {}
