/** Applications: the tokens by which programs call, what each may do, and how much of it. */
package io.staffetta.tokens;
