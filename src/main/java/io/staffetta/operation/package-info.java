/** Does what people have ordered with many messages at once: one gateway at a time, a little of each operation in turn. */
package io.staffetta.operation;
