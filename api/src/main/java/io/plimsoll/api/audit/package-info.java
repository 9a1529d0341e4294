/** The record of every act. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
