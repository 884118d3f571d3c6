// Preloaded into a program (`node --import`): its clock is CLOCK_AHEAD milliseconds ahead of the machine's, or behind it.
const ahead = Number(process.env['CLOCK_AHEAD']);
const MachineDate = Date;

globalThis.Date = class extends MachineDate {
  constructor(...given) {
    super(...(given.length === 0 ? [MachineDate.now() + ahead] : given));
  }

  static now() {
    return MachineDate.now() + ahead;
  }
};
