// The first start: no notice yet. Begin with the founding notice, or drag files in; the list of notices takes files in the same way.

import { load, post, Refusal } from "../api";
import { append, el, fill } from "../dom";
import { say } from "../language";
import type { Job, Status } from "../model";

const STATES: Readonly<Record<string, string>> = { waiting: "等待", reading: "正在读取", loading: "正在装入", done: "完成" };
const OFTEN = 300; // milliseconds between two looks at a job

export function firstPage(main: HTMLElement, status: Status, signal: AbortSignal, then: () => Promise<void>): void {
  const list = jobs();
  const begin = (): void => void run(list, ["鲁人社字〔2022〕161号"], [() => post("/founding")], signal, then);
  fill(
    main,
    el(
      "div",
      { class: "page first" },
      el("h1", {}, say("还没有文件")),
      el("p", { class: "subtitle" }, say("读入一份通知，便能看到其中的单位、产业与各链的联动，每一处都有原文为证。")),
      status.founding && el("p", {}, el("button", { class: "strong", type: "button", onclick: begin }, say("从第一份文件开始：鲁人社字〔2022〕161号"))),
      status.upload ? dropZone(status, list, signal, then) : el("p", { class: "hint" }, say("本服务没有开放上传；请在命令行运行"), " ", el("code", {}, "silian build FOLDER")),
      list,
    ),
  );
}

/** Where files can be added to what is there. */
export function adding(status: Status, signal: AbortSignal, then: () => Promise<void>): HTMLElement {
  const list = jobs();
  return el("details", { class: "adding" }, el("summary", {}, say("加入文件")), dropZone(status, list, signal, then), list);
}

function jobs(): HTMLElement {
  return el("ul", { class: "jobs", "aria-live": "polite" });
}

function dropZone(status: Status, list: HTMLElement, signal: AbortSignal, then: () => Promise<void>): HTMLElement {
  const upload = (files: FileList | null | undefined): void => {
    const all = [...(files ?? [])];
    const starts = all.map((file) => () => post<{ path: string }>(`/upload?name=${encodeURIComponent(file.name)}`, file));
    if (all.length) void run(list, all.map((file) => file.name), starts, signal, then);
  };
  const input = el("input", { type: "file", multiple: true, accept: status.endings.join(","), id: "files" });
  input.addEventListener("change", () => upload(input.files));
  const drop = el("div", { class: "drop" }, el("p", {}, say("把通知文件拖到这里，或")), el("label", { class: "plain", for: "files" }, say("选择文件")), input, el("p", { class: "hint" }, status.endings.join(" ")));
  drop.addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    upload(event.dataTransfer?.files);
  });
  return drop;
}

/** One file after the other, each with what became of it; the page is shown anew if one was read. */
async function run(list: HTMLElement, names: readonly string[], starts: readonly (() => Promise<{ path: string }>)[], signal: AbortSignal, then: () => Promise<void>): Promise<void> {
  const lines = names.map((name) => el("li", {}, name));
  append(list, lines);
  let read = 0;
  for (const [place, start] of starts.entries()) {
    const line = lines[place];
    if (line && (await follow(line, start, signal))) read += 1;
  }
  if (read === names.length && !signal.aborted) await then();
}

async function follow(line: HTMLElement, start: () => Promise<{ path: string }>, signal: AbortSignal): Promise<boolean> {
  try {
    const { path } = await start();
    for (;;) {
      const job = await load<Job>(path.replace(/\.json$/, ""), {}, signal);
      if (job.state === "failed") {
        fill(line, job.name, " ", el("span", { class: "failed" }, job.error));
        return false;
      }
      fill(line, job.name, " ", say(STATES[job.state] ?? job.state), job.notice && [" ", el("a", { href: job.notice.path }, job.notice.title)]);
      if (job.state === "done") return true;
      await new Promise((resolve) => window.setTimeout(resolve, OFTEN));
    }
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof Refusal)) throw error;
    append(line, [" ", el("span", { class: "failed" }, error.message)]);
    return false;
  }
}
