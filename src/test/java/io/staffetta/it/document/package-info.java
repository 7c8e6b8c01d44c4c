/** Whether the pages for users show what is so: their commands are run, and print what stands there. */
package io.staffetta.it.document;
