/** The columns of each dataset version, where their values come from, and what faults make of them. */
@NullMarked
package io.plimsoll.generator.schema;

import org.jspecify.annotations.NullMarked;
