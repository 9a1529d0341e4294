/** Where runs of exports lie: manifests, layouts and which run counts. */
@NullMarked
package io.plimsoll.host.export;

import org.jspecify.annotations.NullMarked;
