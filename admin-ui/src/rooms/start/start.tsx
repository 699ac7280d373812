import './start.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Knot, LeadLine } from '../../kit/lead-line.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { AddAffiliate } from './add-affiliate.tsx';
import { AddCampaign } from './add-campaign.tsx';
import { FirstClick } from './first-click.tsx';
import { FirstSale } from './first-sale.tsx';
import { useProgress } from './use-progress.ts';

/** From nothing to the first credited sale; leaving and coming back goes on where it was (UI guide, 6f). */
export default function Start() {
  const { progress, campaign, enrollment, saleId, known } = useProgress();
  const state = (step: number): 'done' | 'now' | 'ahead' =>
    step < progress ? 'done' : step === progress ? 'now' : 'ahead';
  return (
    <Page
      title={progress === 5 ? 'Your first sale is credited' : 'Your first credited sale'}
      lead="Five steps, about five minutes. The sale is a test: it runs the whole line and posts no money."
      actions={
        <Button component={Link} variant="default" {...{ to: '/' }}>
          To the overview
        </Button>
      }
    >
      <Loaded query={known} rows={5}>
        {() => (
          <div className="fl-start">
            <LeadLine label="Steps">
              <Knot number={1} title="Set what affiliates earn" state={state(1)}>
                {campaign === undefined ? (
                  <AddCampaign />
                ) : (
                  <p className="fl-say">
                    The campaign <b>{campaign.name}</b> is set up. Its links lead to {campaign.destinationUrl}
                  </p>
                )}
              </Knot>
              <Knot number={2} title="Add an affiliate" state={state(2)}>
                {campaign !== undefined && enrollment === undefined && <AddAffiliate campaignId={campaign.id} />}
                {campaign === undefined && <p className="fl-say">Somebody to credit; it may be yourself.</p>}
                {enrollment !== undefined && (
                  <p className="fl-say">
                    <b>{enrollment.slug}</b> is in, and has a link.
                  </p>
                )}
              </Knot>
              <Knot number={3} title="Send a first click" state={state(3)}>
                {enrollment === undefined ? (
                  <p className="fl-say">Open the link as a visitor would, and see the click arrive.</p>
                ) : (
                  <FirstClick enrollment={enrollment} isDone={progress > 3} />
                )}
              </Knot>
              <Knot number={4} title="Tell Fairlead about a payment" state={state(4)}>
                {enrollment === undefined ? (
                  <p className="fl-say">From your server, or from Stripe and its like.</p>
                ) : (
                  <FirstSale slug={enrollment.slug} isDone={saleId !== undefined} />
                )}
              </Knot>
              <Knot number={5} title="See why it was credited" state={progress === 5 ? 'now' : 'ahead'}>
                {saleId === undefined ? (
                  <p className="fl-say">The receipt is linked here when the payment arrives.</p>
                ) : (
                  <>
                    <p className="fl-say">Every amount in Fairlead opens its reason. This is the first one.</p>
                    <Button component={Link} {...{ to: `/sales/${saleId}` }}>
                      Open the receipt
                    </Button>
                  </>
                )}
              </Knot>
            </LeadLine>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
