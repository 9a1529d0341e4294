/** Creates, runs and removes exports of Cost Management, and sets how long a storage account keeps them. */
@NullMarked
package io.plimsoll.action.azure;

import org.jspecify.annotations.NullMarked;
