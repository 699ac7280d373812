export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Stands in the text; where no mail can be sent, the operator finds it in the log and hands it on. */
  readonly link: string;
}

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; empty: no mail is sent. */
  readonly smtpUrl: string;
  readonly from: string;
}

export interface Mailer {
  /** Mail goes out; else links are only logged, and show nothing about who reads them. */
  readonly sends: boolean;
  /** Never fails: what could not be sent is logged with its link, so that nobody is locked out. */
  readonly send: (mail: Mail) => Promise<void>;
}

/** Where a mail that is not sent is told. */
export type LogMail = (mail: Mail, error: Error | null) => void;

export function createMailer({ smtpUrl, from }: MailSettings, log: LogMail): Mailer {
  if (smtpUrl === '') return { sends: false, send: async (mail) => log(mail, null) };
  const transport = once(async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport({ url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  });
  return {
    sends: true,
    send: async (mail) => {
      try {
        const { to, subject, text } = mail;
        await (await transport()).sendMail({
          from,
          to,
          subject,
          text,
          disableUrlAccess: true,
          disableFileAccess: true,
        });
      } catch (error) {
        log(mail, error as Error);
      }
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
