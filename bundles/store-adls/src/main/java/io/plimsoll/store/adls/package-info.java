/** The store of exports that lie in Azure Data Lake Storage, Blob Storage or OneLake. */
@NullMarked
package io.plimsoll.store.adls;

import org.jspecify.annotations.NullMarked;
