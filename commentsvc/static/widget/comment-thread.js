/** Registers `<comment-thread>`. */

import { register } from "./element.js";
import { CommentThread } from "./thread-element.js";

register("comment-thread", CommentThread);
