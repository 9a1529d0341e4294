/** What can be wrong with an export, each by a name that the command line and the tests share. */
@NullMarked
package io.plimsoll.generator.fault;

import org.jspecify.annotations.NullMarked;
