// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/setupguide.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTabBar;
class QVBoxLayout;

namespace spectap {

class SdkList;
class SnippetView;

/// How to point an SDK here: which one, where its app runs, http or https; and the program for that choice,
/// with the address filled in.
class SetupCard final : public QFrame
{
    Q_OBJECT

public:
    explicit SetupCard(QWidget *parent = nullptr);
    void setReach(const Reach &reach);

signals:
    /// The steps to trust the certificate are wanted: for one guide, or for this system when it is empty.
    void certificateRequested(const QString &guide);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QHBoxLayout *makeHead();
    [[nodiscard]] QWidget *makeChoices();
    [[nodiscard]] QWidget *makeFoot();
    void offerChoices();
    void showSnippet();
    void showWords(const Snippet &snippet);
    void recolour();
    [[nodiscard]] AppPlace place() const;
    [[nodiscard]] bool overHttps() const;

    Reach m_reach;
    AppPlace m_wanted = AppPlace::ThisMachine; ///< chosen last; an SDK may not offer it
    SdkList *m_sdks;
    QTabBar *m_places;
    QTabBar *m_schemes;
    SnippetView *m_view;
    QPushButton *m_copy;
    QLabel *m_off; ///< in place of the program: why there is none
    QLabel *m_install;
    QLabel *m_notes;
    QLabel *m_trust;
    QVBoxLayout *m_commands;
    QString m_command;
};

} // namespace spectap
